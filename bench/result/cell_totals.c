// SPDX-License-Identifier: GPL-2.0-only
/* Levels and counters of a cell, from its samples or from a reference. */
#include "result/cell_totals.h"

#include <stdlib.h>

#include "result/sample_values.h"

static size_t read_times(const json_t *list, double *times, size_t max)
{
	size_t count = json_array_size(list);

	for (size_t i = 0; i < count && i < max; i++)
		times[i] = json_number_value(json_array_get(list, i));
	return count < max ? count : max;
}

static void read_levels(const json_t *cell, struct levels *levels)
{
	levels->count = read_times(json_object_get(cell, "levels"),
				   levels->value, LEVELS_MAX);
	levels->time_count = read_times(json_object_get(cell, "times"),
					levels->time, TIMES_MAX);
	levels->median = json_number_value(json_object_get(cell, "median"));
}

int totals_levels(const struct result_cell *cell, struct levels *levels)
{
	double *latencies;
	size_t count;

	if (!cell->samples) {
		read_levels(cell->keys, levels);
		return 0;
	}
	latencies = samples_sorted(cell->samples, "ns", &count);
	if (!latencies)
		return -1;
	levels_of(latencies, count, levels);
	free(latencies);
	return 0;
}

static double counter(const json_t *holder, const char *group, const char *name)
{
	const json_t *counters = json_object_get(holder, "counters");

	if (group)
		counters = json_object_get(counters, group);
	return json_number_value(json_object_get(counters, name));
}

double totals_counter(const struct result_cell *cell, const char *group,
		      const char *name)
{
	double sum = 0;
	json_t *sample;
	size_t i;

	if (!cell->samples)
		sum = counter(cell->keys, group, name);
	json_array_foreach(cell->samples, i, sample)
		sum += counter(sample, group, name);
	return sum;
}

json_t *totals_events(const struct result_cell *cell)
{
	const json_t *holder =
		cell->samples ? json_array_get(cell->samples, 0) : cell->keys;

	return json_object_get(json_object_get(holder, "counters"),
			       "callbacks");
}
