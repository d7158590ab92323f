/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Binary segmentation: the split that separates a segment's halves best is a
 * step if a t test says so, and either half is looked at in turn. Some things
 * keep it honest where common tools are not:
 *
 * - A run that was disturbed is no level. Hampel's filter replaces what is too
 *   far from the median of its neighbours.
 * - Successive runs are alike. The variance of a mean grows by (1 + phi) /
 *   (1 - phi), and the degrees of freedom shrink likewise, with phi the lag-1
 *   autocorrelation of what the split leaves, corrected for its bias in short
 *   series (Kendall 1954) and raised by its standard error: too small a phi
 *   alarms falsely, too large a one asks for more runs.
 * - The best of many splits is looked at: p is multiplied by their number.
 * - A slow drift is no step. A step must say more than a straight line, and by a
 *   margin, as the best of many splits explains some of a drift, too.
 */
#include "steps.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HAMPEL_REACH  3 /* neighbours at either side */
#define HAMPEL_ERRORS 4 /* standard deviations, told from the median */
#define MAD_TO_SD     1.4826
#define EXCURSION_MAX 6 /* runs */
/* What a step must say more than a line, in logarithms of the number of runs. */
#define DRIFT_MARGIN 4

struct search {
	const double *values;
	const struct steps_options *options;
	struct steps *steps;
	double *rest; /* what a split leaves */
};

/* How well a split explains a segment. */
struct split {
	size_t at;
	double before, after;
	double squares; /* of what it leaves */
};

static struct split split_at(const double *values, size_t count, size_t at)
{
	struct split s = {.at = at};

	s.before = gsl_stats_mean(values, 1, at);
	s.after = gsl_stats_mean(values + at, 1, count - at);
	s.squares = gsl_stats_tss_m(values, 1, at, s.before) +
		    gsl_stats_tss_m(values + at, 1, count - at, s.after);
	return s;
}

static struct split best_split(const double *values, size_t count)
{
	struct split best = {.squares = INFINITY};

	for (size_t at = STEPS_SEGMENT_MIN; at + STEPS_SEGMENT_MIN <= count;
	     at++) {
		struct split s = split_at(values, count, at);

		if (s.squares < best.squares)
			best = s;
	}
	return best;
}

static double autocorrelation(const double *rest, size_t count)
{
	double sum = 0, squares = 0, phi;

	for (size_t i = 0; i < count; i++)
		squares += rest[i] * rest[i];
	for (size_t i = 1; i < count; i++)
		sum += rest[i] * rest[i - 1];
	if (squares <= 0)
		return 0;
	phi = sum / squares;
	phi += (1 + 3 * phi) / (double)count + 1 / sqrt((double)count);
	return fmax(0, fmin(phi, 0.95));
}

/* That the best split of a segment is chance. */
static double split_p(struct search *search, const double *values, size_t count,
		      const struct split *s)
{
	double n = (double)count, phi, inflation, df, variance, t;

	for (size_t i = 0; i < count; i++)
		search->rest[i] =
			values[i] - (i < s->at ? s->before : s->after);
	phi = autocorrelation(search->rest, count);
	inflation = (1 + phi) / (1 - phi);
	df = fmax(1, n / inflation - 2);
	variance = s->squares / (n - 2) * inflation *
		   (1 / (double)s->at + 1 / (n - (double)s->at));
	if (variance <= 0)
		return s->before == s->after ? 1 : 0;
	t = fabs(s->after - s->before) / sqrt(variance);
	return fmin(1, (n - 2 * STEPS_SEGMENT_MIN + 1) * 2 *
			       gsl_cdf_tdist_Q(t, df));
}

static int add(struct steps *steps, const struct split *s, size_t offset,
	       double p)
{
	struct step *list =
		realloc(steps->step, (steps->count + 1) * sizeof(*list));
	size_t i = steps->count;

	if (!list)
		return -1;
	steps->step = list;
	for (; i > 0 && list[i - 1].at > offset + s->at; i--)
		list[i] = list[i - 1];
	list[i] = (struct step){.at = offset + s->at, .p = p};
	steps->count++;
	return 0;
}

static int search_segment(struct search *search, size_t begin, size_t count)
{
	const double *values = search->values + begin;
	struct split s;
	double p;

	if (count < 2 * STEPS_SEGMENT_MIN)
		return 0;
	s = best_split(values, count);
	p = split_p(search, values, count, &s);
	if (p > search->options->level ||
	    fabs(s.after - s.before) <= search->options->tolerance)
		return 0;
	if (add(search->steps, &s, begin, p))
		return -1;
	return search_segment(search, begin, s.at) ||
			       search_segment(search, begin + s.at,
					      count - s.at)
		       ? -1
		       : 0;
}

/* The levels at either side of each step, now that all are known. */
static void measure_levels(const double *values, size_t count,
			   struct steps *steps)
{
	for (size_t i = 0; i < steps->count; i++) {
		size_t begin = i ? steps->step[i - 1].at : 0;
		size_t at = steps->step[i].at;
		size_t end =
			i + 1 < steps->count ? steps->step[i + 1].at : count;

		steps->step[i].before =
			gsl_stats_mean(values + begin, 1, at - begin);
		steps->step[i].after = gsl_stats_mean(values + at, 1, end - at);
	}
}

/*
 * A few disturbed runs in a row are left from one level and come back to it:
 * both steps go.
 */
static void drop_excursions(const double *values, size_t count,
			    double tolerance, struct steps *steps)
{
	for (size_t i = 0; i + 1 < steps->count;) {
		struct step *up = &steps->step[i], *back = up + 1;

		if (back->at - up->at > EXCURSION_MAX ||
		    fabs(back->after - up->before) > tolerance) {
			i++;
			continue;
		}
		steps->count -= 2;
		memmove(up, up + 2, (steps->count - i) * sizeof(*up));
		measure_levels(values, count, steps);
		i = i ? i - 1 : 0;
	}
}

static double squares_of_line(const double *values, size_t count, double *x)
{
	double c0, c1, cov00, cov01, cov11, squares;

	for (size_t i = 0; i < count; i++)
		x[i] = (double)i;
	gsl_fit_linear(x, 1, values, 1, count, &c0, &c1, &cov00, &cov01, &cov11,
		       &squares);
	return squares;
}

static bool is_line(struct search *search, size_t count)
{
	struct split s;
	double line;

	if (!search->steps->count)
		return false;
	s = best_split(search->values, count);
	line = squares_of_line(search->values, count, search->rest);
	if (s.squares <= 0)
		return false;
	return (double)count * log(line / s.squares) <
	       DRIFT_MARGIN * log((double)count);
}

/*
 * The median of seven values round one; at the ends of the series of the seven
 * that are there, so that a new level shows with its fourth run.
 */
static double median_about(const double *values, size_t count, size_t i)
{
	size_t size = 2 * HAMPEL_REACH + 1, begin;
	double window[2 * HAMPEL_REACH + 1];

	if (size > count)
		size = count;
	begin = i < HAMPEL_REACH ? 0 : i - HAMPEL_REACH;
	if (begin + size > count)
		begin = count - size;
	memcpy(window, values + begin, size * sizeof(*window));
	return gsl_stats_median(window, 1, size);
}

/* Returns a copy without outliers; NULL: out of memory. */
static double *hampel(const double *values, size_t count)
{
	double *clean = calloc(2 * count + 1, sizeof(*clean));
	double *far = clean + count, limit;

	if (!clean)
		return NULL;
	for (size_t i = 0; i < count; i++)
		far[i] = fabs(values[i] - median_about(values, count, i));
	/* Sorts what it is given; the distances are not needed in order. */
	limit = HAMPEL_ERRORS * MAD_TO_SD * gsl_stats_median(far, 1, count);
	for (size_t i = 0; i < count; i++) {
		double median = median_about(values, count, i);

		clean[i] =
			fabs(values[i] - median) > limit ? median : values[i];
	}
	return clean;
}

int steps_find(const double *values, size_t count,
	       const struct steps_options *options, struct steps *steps)
{
	double *clean = hampel(values, count);
	struct search search = {clean, options, steps, NULL};
	int ret = -1;

	*steps = (struct steps){0};
	search.rest = calloc(count + 1, sizeof(*search.rest));
	if (clean && search.rest) {
		ret = search_segment(&search, 0, count);
		measure_levels(clean, count, steps);
		drop_excursions(clean, count, options->tolerance, steps);
		steps->drifts = is_line(&search, count);
	}
	free(search.rest);
	free(clean);
	return ret;
}
