// SPDX-License-Identifier: GPL-2.0-only
/* Levels and counters of a cell, from its samples. */
#include "result/cell_totals.h"

#include <stdlib.h>

int totals_levels(const struct result_cell *cell, struct levels *levels)
{
	double *latencies;
	size_t count;

	latencies = stats_latencies(cell->samples, &count);
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

double totals_per_operation(const struct result_cell *cell, const char *group,
			    const char *name)
{
	double sum = 0, ops = (double)cell->stats.ops;
	json_t *sample;
	size_t i;

	json_array_foreach(cell->samples, i, sample)
		sum += counter(sample, group, name);
	return ops > 0 ? sum / ops : 0;
}

json_t *totals_events(const struct result_cell *cell)
{
	const json_t *sample = json_array_get(cell->samples, 0);

	return json_object_get(json_object_get(sample, "counters"),
			       "callbacks");
}
