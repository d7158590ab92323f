// SPDX-License-Identifier: GPL-2.0-only
/* Finding and subtracting the common level of several series. */
#include "stats/common_level.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "stats/octiles.h"

/* A series weighs no more than this many times the one in the middle. */
#define WEIGHT_MAX 3

/* Working space, and what is known of each series. */
struct levels_search {
	double *centre, *weight; /* by series */
	double *room;            /* of as many values as series or runs */
	size_t *order;           /* by series */
};

double *panel_series(const struct panel *panel, size_t series)
{
	return panel->value + series * panel->runs;
}

/* Copy the values that there are, less @less unless it is NULL. */
static size_t gather(const double *value, const double *less, size_t runs,
		     double *to)
{
	size_t count = 0;

	for (size_t r = 0; r < runs; r++) {
		double at = value[r] - (less ? less[r] : 0);

		if (!isnan(at))
			to[count++] = at;
	}
	return count;
}

/* NAN of no values. Reorders them. */
static double median_of(double *values, size_t count)
{
	return count ? gsl_stats_median(values, 1, count) : NAN;
}

/*
 * The weight of a series is 1 over its noise, which differences of successive
 * values tell without their steps and drifts.
 */
static double weight_of(const double *value, const double *level, size_t runs,
			double *room)
{
	size_t count = gather(value, level, runs, room);
	double scale;

	if (count < 3)
		return NAN;
	for (size_t i = 0; i + 1 < count; i++)
		room[i] = room[i + 1] - room[i];
	scale = octile_scale(room, count - 1);
	return scale > 0 ? 1 / scale : INFINITY;
}

static void weigh(const struct panel *panel, const double *level,
		  struct levels_search *s)
{
	size_t count;
	double middle;

	for (size_t i = 0; i < panel->series; i++)
		s->weight[i] = weight_of(panel_series(panel, i), level,
					 panel->runs, s->room);
	count = gather(s->weight, NULL, panel->series, s->room);
	middle = median_of(s->room, count);
	for (size_t i = 0; i < panel->series; i++) {
		double most = WEIGHT_MAX * middle;

		if (isnan(s->weight[i]) || isinf(middle))
			s->weight[i] = 1;
		else
			s->weight[i] = fmin(s->weight[i], most);
	}
}

/* The median of @count values, in which each has a weight. */
static double weighted_median(const double *value, const double *weight,
			      size_t count, size_t *order)
{
	double total = 0, sum = 0;

	gsl_sort_index(order, value, 1, count);
	for (size_t i = 0; i < count; i++)
		total += weight[i];
	for (size_t i = 0; i < count; i++) {
		sum += weight[order[i]];
		if (2 * sum > total)
			return value[order[i]];
		if (2 * sum == total && i + 1 < count)
			return (value[order[i]] + value[order[i + 1]]) / 2;
	}
	return NAN;
}

/* The level of a run; NAN if too few series have a value in it. */
static double level_of(const struct panel *panel, const double *steps,
		       size_t run, struct levels_search *s, double *weights)
{
	size_t count = 0;

	for (size_t i = 0; i < panel->series; i++) {
		size_t at = i * panel->runs + run;
		double value = panel->value[at] - s->centre[i] -
			       (steps ? steps[at] : 0);

		if (isnan(value))
			continue;
		s->room[count] = value;
		weights[count++] = s->weight[i];
	}
	if (count < COMMON_SERIES_MIN)
		return NAN;
	return weighted_median(s->room, weights, count, s->order);
}

/* @level: NULL for the first time. */
static void find_centres(const struct panel *panel, const double *level,
			 const double *steps, struct levels_search *s)
{
	for (size_t i = 0; i < panel->series; i++) {
		double *value = panel_series(panel, i);
		size_t count = 0;

		for (size_t r = 0; r < panel->runs; r++) {
			double at = value[r] - (level ? level[r] : 0) -
				    (steps ? steps[i * panel->runs + r] : 0);

			if (!isnan(at))
				s->room[count++] = at;
		}
		s->centre[i] = median_of(s->room, count);
	}
}

static void subtract(struct panel *panel, double *level, double *room)
{
	size_t count = gather(level, NULL, panel->runs, room);
	double middle = median_of(room, count);

	for (size_t r = 0; r < panel->runs; r++)
		level[r] -= middle;
	for (size_t i = 0; i < panel->series; i++)
		for (size_t r = 0; r < panel->runs; r++)
			panel_series(panel, i)[r] -= level[r];
}

/* Whether most runs have enough series. */
static bool is_known(const double *level, size_t runs)
{
	size_t known = 0;

	for (size_t r = 0; r < runs; r++)
		known += !isnan(level[r]);
	return 2 * known > runs;
}

static void find_levels(const struct panel *panel, const double *steps,
			double *level, struct levels_search *s, double *weights)
{
	for (size_t r = 0; r < panel->runs; r++)
		level[r] = level_of(panel, steps, r, s, weights);
}

/* Centres and weights need the levels, and the levels need them. */
#define PASSES 2

int common_level_subtract(struct panel *panel, const double *steps,
			  double *level)
{
	size_t most = panel->series + panel->runs;
	double *room = calloc(4 * most + 1, sizeof(*room));
	double *weights = room + 3 * most;
	struct levels_search s = {room, room + most, room + 2 * most,
				  calloc(most + 1, sizeof(*s.order))};
	int ret = -1;

	if (!room || !s.order)
		goto out;
	for (size_t i = 0; i < panel->series; i++)
		s.weight[i] = 1;
	find_centres(panel, NULL, steps, &s);
	find_levels(panel, steps, level, &s, weights);
	ret = is_known(level, panel->runs);
	if (!ret)
		goto out;
	for (size_t pass = 0; pass < PASSES; pass++) {
		weigh(panel, level, &s);
		find_centres(panel, level, steps, &s);
		find_levels(panel, steps, level, &s, weights);
	}
	subtract(panel, level, s.room);
out:
	free(s.order);
	free(room);
	return ret;
}
