// SPDX-License-Identifier: GPL-2.0-only
/*
 * The local level: from the weighted median of the neighbours, two steps to
 * Huber's mean. The median follows a level that changed by many standard
 * deviations, and the mean makes better use of the neighbours.
 */
#include "stats/local_level.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdbool.h>

#define STEPS       2
#define CLIP_ERRORS 2 /* standard deviations of a neighbour */

/* The neighbours of one value. */
struct around {
	double value[2 * LEVEL_REACH], sd[2 * LEVEL_REACH];
	size_t count;
};

static void look_around(const struct row *row, size_t place, struct around *a)
{
	size_t from = place < LEVEL_REACH ? 0 : place - LEVEL_REACH;

	a->count = 0;
	for (size_t t = from; t < row->count && t <= place + LEVEL_REACH; t++) {
		double sd = row->sd[row->series[t]];

		if (row->series[t] == row->series[place] || sd <= 0)
			continue;
		a->value[a->count] = row->residual[t];
		a->sd[a->count++] = sd;
	}
}

static double weight(const struct around *a, size_t i)
{
	return 1 / (a->sd[i] * a->sd[i]);
}

static double weighted_median(const struct around *a)
{
	size_t order[2 * LEVEL_REACH], i = 0;
	double half = 0, sum = 0;

	gsl_sort_index(order, a->value, 1, a->count);
	for (i = 0; i < a->count; i++)
		half += weight(a, i) / 2;
	for (i = 0; i + 1 < a->count; i++) {
		sum += weight(a, order[i]);
		if (sum >= half)
			break;
	}
	return a->value[order[i]];
}

static double improve(const struct around *a, double mean)
{
	double sum = 0, inside = 0;

	for (size_t i = 0; i < a->count; i++) {
		double limit = CLIP_ERRORS * a->sd[i];
		double distance = a->value[i] - mean;

		if (fabs(distance) < limit)
			inside += weight(a, i);
		sum += weight(a, i) * fmax(-limit, fmin(limit, distance));
	}
	return inside > 0 ? mean + sum / inside : mean;
}

void local_levels(const struct row *row, double *level)
{
	for (size_t t = 0; t < row->count; t++) {
		struct around a;

		look_around(row, t, &a);
		level[t] = a.count ? weighted_median(&a) : 0;
		for (size_t i = 0; a.count && i < STEPS; i++)
			level[t] = improve(&a, level[t]);
	}
}
