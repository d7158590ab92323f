// SPDX-License-Identifier: GPL-2.0-only
/*
 * The local level: from the weighted median of the neighbours, two steps to
 * Huber's mean. The median follows a level that changed by many standard
 * deviations, and the mean makes better use of the neighbours.
 */
#include "stats/local_level.h"

#include <math.h>

#define STEPS       2
#define CLIP_ERRORS 2 /* standard deviations of a neighbour */

/* The neighbours of one value. */
struct around {
	double value[2 * LEVEL_REACH]; /* ascending */
	double sd[2 * LEVEL_REACH];
	double weight[2 * LEVEL_REACH]; /* 1 / sd^2 */
	size_t count;
};

static void insert(struct around *a, double value, double sd)
{
	size_t i = a->count++;

	for (; i && a->value[i - 1] > value; i--) {
		a->value[i] = a->value[i - 1];
		a->sd[i] = a->sd[i - 1];
		a->weight[i] = a->weight[i - 1];
	}
	a->value[i] = value;
	a->sd[i] = sd;
	a->weight[i] = 1 / (sd * sd);
}

static void look_around(const struct row *row, size_t place, struct around *a)
{
	size_t from = place < LEVEL_REACH ? 0 : place - LEVEL_REACH;

	a->count = 0;
	for (size_t t = from; t < row->count && t <= place + LEVEL_REACH; t++) {
		double sd = row->sd[row->series[t]];

		if (row->series[t] == row->series[place] || sd <= 0)
			continue;
		insert(a, row->residual[t], sd);
	}
}

static double weighted_median(const struct around *a)
{
	double half = 0, sum = 0;
	size_t i;

	for (i = 0; i < a->count; i++)
		half += a->weight[i] / 2;
	for (i = 0; i + 1 < a->count; i++) {
		sum += a->weight[i];
		if (sum >= half)
			break;
	}
	return a->value[i];
}

static double improve(const struct around *a, double mean)
{
	double sum = 0, inside = 0;

	for (size_t i = 0; i < a->count; i++) {
		double limit = CLIP_ERRORS * a->sd[i];
		double distance = a->value[i] - mean;

		if (fabs(distance) < limit)
			inside += a->weight[i];
		sum += a->weight[i] * fmax(-limit, fmin(limit, distance));
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
