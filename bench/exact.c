/* SPDX-License-Identifier: GPL-2.0-only */
#include "exact.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "stats.h"

#define SHARE 0.1

int levels_of(const json_t *samples, struct levels *levels)
{
	size_t count, end;
	double *values = stats_latencies(samples, &count);

	if (!values)
		return -1;
	levels->count = 0;
	levels->median = stats_percentile(values, count, 0.5);
	for (size_t i = 0; i < count; i = end) {
		for (end = i; end < count && values[end] == values[i];)
			end++;
		if ((double)(end - i) >= SHARE * (double)count &&
		    levels->count < LEVELS_MAX)
			levels->value[levels->count++] = values[i];
	}
	if (!levels->count) /* no two are alike */
		levels->value[levels->count++] = levels->median;
	free(values);
	return 0;
}

bool levels_equal(const struct levels *a, const struct levels *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->value[i] != b->value[i])
			return false;
	return true;
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
