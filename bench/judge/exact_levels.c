// SPDX-License-Identifier: GPL-2.0-only
#include "judge/exact_levels.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "result/cell_stats.h"

#define LEVEL_SHARE 0.1
#define TIME_SHARE  0.05

/* @occurs of @count operations take @value. */
static void add(struct levels *levels, double value, size_t occurs,
		size_t count)
{
	double share = (double)occurs / (double)count;

	if (share >= LEVEL_SHARE && levels->count < LEVELS_MAX)
		levels->value[levels->count++] = value;
	if (share >= TIME_SHARE && levels->time_count < TIMES_MAX)
		levels->time[levels->time_count++] = value;
}

int levels_of(const json_t *samples, struct levels *levels)
{
	size_t count, end;
	double *values = stats_latencies(samples, &count);

	if (!values)
		return -1;
	levels->count = levels->time_count = 0;
	levels->median = stats_percentile(values, count, 0.5);
	for (size_t i = 0; i < count; i = end) {
		for (end = i; end < count && values[end] == values[i];)
			end++;
		add(levels, values[i], end - i, count);
	}
	if (!levels->count) { /* no two are alike */
		levels->value[levels->count++] = levels->median;
		levels->time[0] = levels->median;
		levels->time_count = 1;
	}
	free(values);
	return 0;
}

static bool has_levels_of(const struct levels *a, const struct levels *b)
{
	size_t found = 0;

	for (size_t i = 0; i < b->count; i++)
		for (size_t k = 0; k < a->time_count; k++)
			found += a->time[k] == b->value[i];
	return found == b->count;
}

bool levels_equal(const struct levels *a, const struct levels *b)
{
	return has_levels_of(a, b) && has_levels_of(b, a);
}

double levels_ratio(const struct levels *a, const struct levels *b)
{
	double x = a->median, y = b->median;

	if (x == y) {
		x = gsl_stats_mean(a->value, 1, a->count);
		y = gsl_stats_mean(b->value, 1, b->count);
	}
	return x > 0 ? y / x : NAN;
}
