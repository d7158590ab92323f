// SPDX-License-Identifier: GPL-2.0-only
/* Finding and comparing the levels of exact times. */
#include "stats/levels.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

#include "stats/percentile.h"

/* Shares of the operations that make a time a level, or a time to compare. */
#define LEVEL_SHARE 0.1
#define TIME_SHARE  0.05

/* Add a time that @occurs of @count operations take, if they are enough. */
static void add(struct levels *levels, double value, size_t occurs,
		size_t count)
{
	double share = (double)occurs / (double)count;

	if (share >= LEVEL_SHARE && levels->count < LEVELS_MAX)
		levels->value[levels->count++] = value;
	if (share >= TIME_SHARE && levels->time_count < TIMES_MAX)
		levels->time[levels->time_count++] = value;
}

void levels_of(const double *sorted, size_t count, struct levels *levels)
{
	size_t end;

	levels->count = levels->time_count = 0;
	levels->median = stats_percentile(sorted, count, 0.5);
	for (size_t i = 0; i < count; i = end) {
		for (end = i; end < count && sorted[end] == sorted[i];)
			end++;
		add(levels, sorted[i], end - i, count);
	}
	if (!levels->count) { /* all times are rare */
		levels->value[levels->count++] = levels->median;
		levels->time[0] = levels->median;
		levels->time_count = 1;
	}
}

/* Return true if each level of @b is a time of @a. */
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
	return x > 0 ? y / x : INFINITY;
}
