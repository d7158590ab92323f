// SPDX-License-Identifier: GPL-2.0-only
/*
 * Splits are added as long as they explain most, a few more than are likely;
 * then the least certain is taken away until each that is left passes a t test
 * beside the others. What keeps it honest where common tools are not:
 *
 * - A run that was disturbed is no level. Hampel's filter replaces what is too
 *   far from the median of its neighbours; a few of them in a row, from which
 *   the series comes back, are no steps either.
 * - Successive runs are alike. The variance of a mean grows by (1 + phi) /
 *   (1 - phi), and the degrees of freedom shrink likewise, with phi the lag-1
 *   autocorrelation of what the splits leave, corrected for its bias in short
 *   series (Kendall 1954) and raised by its standard error: too small a phi
 *   alarms falsely, too large a one asks for more runs.
 * - The best of many places is looked at: p is multiplied by their number.
 * - A slow drift is no step. A step must say more than a straight line, and by a
 *   margin, as the best of many splits explains some of a drift, too.
 */
#include "stats/change_points.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/inference.h"

#define HAMPEL_REACH  3 /* neighbours at either side */
#define HAMPEL_ERRORS 4 /* standard deviations, told from the median */
#define MAD_TO_SD     1.4826
#define SPLITS_MAX    8
#define EXCURSION_MAX 6 /* runs */
#define DRIFT_ERRORS  3
/* What a step must say more than a line, in logarithms of the number of runs. */
#define DRIFT_MARGIN 4

/* The places where the series is cut: begins of segments, but the first. */
struct fit {
	const double *values;
	size_t count;
	size_t at[SPLITS_MAX];
	size_t splits;
	double *rest; /* what the fit leaves */
};

static size_t segment_begin(const struct fit *fit, size_t segment)
{
	return segment ? fit->at[segment - 1] : 0;
}

static size_t segment_end(const struct fit *fit, size_t segment)
{
	return segment < fit->splits ? fit->at[segment] : fit->count;
}

static double segment_mean(const struct fit *fit, size_t segment)
{
	size_t begin = segment_begin(fit, segment);

	return gsl_stats_mean(fit->values + begin, 1,
			      segment_end(fit, segment) - begin);
}

/* Fill fit->rest. Returns the sum of its squares. */
static double leave(struct fit *fit)
{
	double squares = 0;

	for (size_t s = 0; s <= fit->splits; s++) {
		double mean = segment_mean(fit, s);

		for (size_t i = segment_begin(fit, s); i < segment_end(fit, s);
		     i++) {
			fit->rest[i] = fit->values[i] - mean;
			squares += fit->rest[i] * fit->rest[i];
		}
	}
	return squares;
}

/* The cut of [begin, end) that explains most; how much goes to @gain. */
static size_t best_cut(const double *values, size_t begin, size_t end,
		       double *gain)
{
	double total = 0, left = 0, n = (double)(end - begin);
	size_t best = 0;

	*gain = 0;
	for (size_t i = begin; i < end; i++)
		total += values[i];
	for (size_t at = begin + 1; at < end; at++) {
		double k = (double)(at - begin), difference;

		left += values[at - 1];
		difference = left / k - (total - left) / (n - k);
		if (at < begin + CHANGE_POINT_SEGMENT_MIN ||
		    at + CHANGE_POINT_SEGMENT_MIN > end ||
		    difference * difference * k * (n - k) / n <= *gain)
			continue;
		*gain = difference * difference * k * (n - k) / n;
		best = at;
	}
	return best;
}

static void insert(struct fit *fit, size_t at)
{
	size_t i = fit->splits++;

	for (; i > 0 && fit->at[i - 1] > at; i--)
		fit->at[i] = fit->at[i - 1];
	fit->at[i] = at;
}

static void take_away(struct fit *fit, size_t i)
{
	fit->splits--;
	memmove(&fit->at[i], &fit->at[i + 1],
		(fit->splits - i) * sizeof(fit->at[0]));
}

/* Cut where it explains most. Returns whether there was a place. */
static bool cut_once(struct fit *fit)
{
	double most = 0, gain;
	size_t best = 0;

	for (size_t s = 0; s <= fit->splits; s++) {
		size_t at = best_cut(fit->values, segment_begin(fit, s),
				     segment_end(fit, s), &gain);

		if (gain > most) {
			most = gain;
			best = at;
		}
	}
	if (best)
		insert(fit, best);
	return best != 0;
}

static double autocorrelation(const struct fit *fit)
{
	double sum = 0, squares = 0, n = (double)fit->count, phi;

	for (size_t i = 0; i < fit->count; i++)
		squares += fit->rest[i] * fit->rest[i];
	for (size_t i = 1; i < fit->count; i++)
		sum += fit->rest[i] * fit->rest[i - 1];
	if (squares <= 0)
		return 0;
	phi = sum / squares;
	phi += (1 + 3 * phi) * (double)(fit->splits + 1) / n + 1 / sqrt(n);
	return fmax(0, fmin(phi, 0.95));
}

/* That chance made each split, beside the others. */
static void test_splits(struct fit *fit, double p[SPLITS_MAX])
{
	double n = (double)fit->count, squares = leave(fit);
	double phi = autocorrelation(fit), inflation = (1 + phi) / (1 - phi);
	double segments = (double)(fit->splits + 1);
	double df = fmax(1, n / inflation - segments);
	double variance = squares / fmax(1, n - segments) * inflation;

	for (size_t i = 0; i < fit->splits; i++) {
		double a = (double)(fit->at[i] - segment_begin(fit, i));
		double b = (double)(segment_end(fit, i + 1) - fit->at[i]);
		double step = segment_mean(fit, i + 1) - segment_mean(fit, i);
		double error = sqrt(variance * (1 / a + 1 / b));

		if (error > 0)
			p[i] = fmin(1, n * 2 *
					       gsl_cdf_tdist_Q(
						       fabs(step) / error, df));
		else
			p[i] = step == 0;
	}
}

static double step_size(const struct fit *fit, size_t i)
{
	return fabs(segment_mean(fit, i + 1) - segment_mean(fit, i));
}

/* The split that is to go next, or fit->splits: all may stay. */
static size_t least_certain(const struct fit *fit, const double *p,
			    const struct change_point_options *options)
{
	size_t worst = fit->splits;

	for (size_t i = 0; i < fit->splits; i++) {
		if (p[i] <= options->level &&
		    step_size(fit, i) > options->tolerance)
			continue;
		if (worst == fit->splits || p[i] > p[worst])
			worst = i;
	}
	return worst;
}

static void find_splits(struct fit *fit,
			const struct change_point_options *options,
			double p[SPLITS_MAX])
{
	size_t out, most = fit->count / (2 * CHANGE_POINT_SEGMENT_MIN);

	if (most > SPLITS_MAX)
		most = SPLITS_MAX;
	while (fit->splits < most && cut_once(fit))
		;
	for (;;) {
		test_splits(fit, p);
		out = least_certain(fit, p, options);
		if (out == fit->splits)
			return;
		take_away(fit, out);
	}
}

/* A few disturbed runs in a row: the series comes back to where it was. */
static void drop_excursions(struct fit *fit, double tolerance)
{
	for (size_t i = 0; i + 1 < fit->splits;) {
		double away = segment_mean(fit, i + 2) - segment_mean(fit, i);

		if (fit->at[i + 1] - fit->at[i] > EXCURSION_MAX ||
		    fabs(away) > tolerance) {
			i++;
			continue;
		}
		take_away(fit, i);
		take_away(fit, i);
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

/* Whether it goes up or down, and the splits do not say how much better. */
static bool is_drift(struct fit *fit, double tolerance)
{
	struct trend trend = series_trend(fit->values, fit->count);
	double n = (double)fit->count, left = leave(fit), line;

	if (fabs(trend.change) <= tolerance ||
	    fabs(trend.change) <= DRIFT_ERRORS * trend.error)
		return false;
	line = squares_of_line(fit->values, fit->count, fit->rest);
	return left > 0 &&
	       n * log(line / left) <
		       DRIFT_MARGIN * log(n) * fmax(1, (double)fit->splits);
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

/* @clean becomes a copy without outliers; @far has the same room. */
static void hampel(const double *values, size_t count, double *clean,
		   double *far)
{
	double limit;

	for (size_t i = 0; i < count; i++)
		far[i] = fabs(values[i] - median_about(values, count, i));
	/* Sorts what it is given; the distances are not needed in order. */
	limit = HAMPEL_ERRORS * MAD_TO_SD * gsl_stats_median(far, 1, count);
	for (size_t i = 0; i < count; i++) {
		double median = median_about(values, count, i);

		clean[i] =
			fabs(values[i] - median) > limit ? median : values[i];
	}
}

static int report(const struct fit *fit, const double *p,
		  struct change_points *steps)
{
	steps->step = calloc(fit->splits + 1, sizeof(*steps->step));
	if (!steps->step)
		return -1;
	for (size_t i = 0; i < fit->splits; i++)
		steps->step[i] = (struct change_point){
			.at = fit->at[i],
			.before = segment_mean(fit, i),
			.after = segment_mean(fit, i + 1),
			.p = p[i],
		};
	steps->count = fit->splits;
	return 0;
}

int change_points_find(const double *values, size_t count,
		       const struct change_point_options *options,
		       struct change_points *steps)
{
	double *clean = calloc(2 * count + 1, sizeof(*clean));
	struct fit fit = {.values = clean, .count = count};
	double p[SPLITS_MAX];
	int ret;

	*steps = (struct change_points){0};
	if (!clean)
		return -1;
	fit.rest = clean + count;
	if (count) {
		hampel(values, count, clean, fit.rest);
		find_splits(&fit, options, p);
		drop_excursions(&fit, options->tolerance);
		test_splits(&fit, p);
		steps->drifts = is_drift(&fit, options->tolerance);
	}
	ret = report(&fit, p, steps);
	free(clean);
	return ret;
}
