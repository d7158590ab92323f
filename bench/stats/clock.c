// SPDX-License-Identifier: GPL-2.0-only
/*
 * The clock of a run. Residuals and local levels are estimated in turn, because
 * each needs the other: a residual is measured from the centre of its series,
 * and the centre from values without the local level.
 */
#include "stats/clock.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "stats/local_level.h"

#define ROUNDS 3
/* Makes a median distance a standard deviation, if the noise is normal. */
#define MEDIAN_TO_SD 1.4826
/*
 * A series counts as noisy as at least this share of the median series, so that
 * a steady one does not decide alone.
 */
#define LEAST_NOISE 0.25
/* Standard deviations at which a residual is clipped. */
#define CLIP_ERRORS 3
/* Standard errors from which a correlation counts. */
#define PROVED_ERRORS 3
#define MOST_LEFT     0.95

/* The values of a row and what is known of them. */
struct workings {
	struct row row;
	double *value;  /* by place */
	double *level;  /* by place */
	double *centre; /* by series */
	double *room;   /* for all values, and for all series */
};

static void workings_free(struct workings *w)
{
	free(w->row.residual);
	free(w->row.series);
	free(w->row.sd);
	free(w->value);
	free(w->level);
	free(w->centre);
	free(w->room);
}

static int workings_make(struct workings *w, const struct series *series,
			 size_t count)
{
	size_t length = 0;

	for (size_t i = 0; i < count; i++)
		length += series[i].count;
	*w = (struct workings){
		.row = {.residual = calloc(length + 1, sizeof(double)),
			.series = calloc(length + 1, sizeof(size_t)),
			.sd = calloc(count + 1, sizeof(double)),
			.count = length},
		.value = calloc(length + 1, sizeof(double)),
		.level = calloc(length + 1, sizeof(double)),
		.centre = calloc(count + 1, sizeof(double)),
		.room = calloc(length + count + 1, sizeof(double)),
	};
	if (!w->row.residual || !w->row.series || !w->row.sd || !w->value ||
	    !w->level || !w->centre || !w->room)
		return -1;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < series[i].count; k++) {
			w->value[series[i].when[k]] = series[i].value[k];
			w->row.series[series[i].when[k]] = i;
		}
	return 0;
}

/* The centre and the noise of a series without the local level. */
static void describe(struct workings *w, const struct series *s, size_t i,
		     double gain)
{
	for (size_t k = 0; k < s->count; k++)
		w->room[k] = w->value[s->when[k]] - gain * w->level[s->when[k]];
	w->centre[i] = gsl_stats_median(w->room, 1, s->count);
	for (size_t k = 0; k < s->count; k++)
		w->room[k] = fabs(w->room[k] - w->centre[i]);
	w->row.sd[i] = MEDIAN_TO_SD * gsl_stats_median(w->room, 1, s->count);
}

/* Do not let the noise of a series be less than a share of the median. */
static void limit_noise(struct workings *w, size_t count)
{
	double least;

	for (size_t i = 0; i < count; i++)
		w->room[i] = w->row.sd[i];
	least = LEAST_NOISE * gsl_stats_median(w->room, 1, count);
	for (size_t i = 0; i < count; i++)
		w->row.sd[i] = fmax(w->row.sd[i], least);
}

static void describe_all(struct workings *w, const struct series *series,
			 size_t count, double gain)
{
	for (size_t i = 0; i < count; i++)
		if (series[i].count)
			describe(w, &series[i], i, gain);
	limit_noise(w, count);
	for (size_t t = 0; t < w->row.count; t++)
		w->row.residual[t] = w->value[t] - w->centre[w->row.series[t]];
}

static double clip(double value, double limit)
{
	return fmax(-limit, fmin(limit, value));
}

/* How far the local level predicts the residuals: the slope of a regression. */
static double estimate_gain(const struct workings *w)
{
	double product = 0, squares = 0;

	for (size_t t = 0; t < w->row.count; t++) {
		double sd = w->row.sd[w->row.series[t]], level = w->level[t];
		double rest =
			clip(w->row.residual[t] - level, CLIP_ERRORS * sd);

		if (sd > 0) {
			product += level * (level + rest) / (sd * sd);
			squares += level * level / (sd * sd);
		}
	}
	return squares > 0 ? fmax(0, fmin(1, product / squares)) : 0;
}

/* The correlation of successive values of each series. */
static double estimate_left(const struct workings *w, size_t count, double gain)
{
	double product = 0, squares = 0, left;
	size_t pairs = 0;

	for (size_t i = 0; i < count; i++) {
		double last = NAN, sd = w->row.sd[i];

		for (size_t t = 0; sd > 0 && t < w->row.count; t++) {
			double rest;

			if (w->row.series[t] != i)
				continue;
			rest = clip((w->row.residual[t] - gain * w->level[t]) /
					    sd,
				    CLIP_ERRORS);
			if (!isnan(last)) {
				product += rest * last;
				squares += (rest * rest + last * last) / 2;
				pairs++;
			}
			last = rest;
		}
	}
	left = squares > 0 ? product / squares : 0;
	return left > PROVED_ERRORS / sqrt((double)pairs)
		       ? fmin(left, MOST_LEFT)
		       : 0;
}

static void subtract(const struct workings *w, struct series *series,
		     size_t count, double gain)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < series[i].count; k++)
			series[i].value[k] -=
				gain * w->level[series[i].when[k]];
}

int clock_correct(struct series *series, size_t count, struct clock *clock)
{
	struct workings w;
	int ret = workings_make(&w, series, count);

	*clock = (struct clock){0, 0};
	for (size_t round = 0; !ret && round < ROUNDS; round++) {
		describe_all(&w, series, count, clock->gain);
		local_levels(&w.row, w.level);
		clock->gain = estimate_gain(&w);
	}
	if (!ret) {
		describe_all(&w, series, count, clock->gain);
		clock->left = estimate_left(&w, count, clock->gain);
		subtract(&w, series, count, clock->gain);
	}
	workings_free(&w);
	return ret;
}

double clock_inflation(const struct clock *clock)
{
	return (1 + clock->left) / (1 - clock->left);
}
