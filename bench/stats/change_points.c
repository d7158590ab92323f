// SPDX-License-Identifier: GPL-2.0-only
/*
 * Change points of a noisy series. Cuts are added, a few more than are likely,
 * as long as they explain most; then the least certain cut is removed until
 * every cut that is left passes a t test beside the others. Four measures keep
 * false steps away:
 *
 * - A disturbed value is not a level. Hampel's filter replaces outliers first,
 *   and a few disturbed values in a row, after which the series returns to
 *   where it was, do not count as steps.
 * - Successive values are correlated. With phi the lag-1 autocorrelation of the
 *   residuals, the variance of a mean grows by (1 + phi) / (1 - phi), and the
 *   degrees of freedom shrink by the same factor. Phi is corrected for its bias
 *   in short series (Kendall 1954) and raised by its standard error: a phi that
 *   is too small gives false steps, one that is too large only needs more
 *   values.
 * - The cut is the best of many places, so p is multiplied by their number.
 * - A slow drift is not a step. Steps must fit better than a straight line, and
 *   by a margin, because the best of many cuts also explains part of a drift.
 */
#include "stats/change_points.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <math.h>
#include <stdlib.h>

#include "stats/outliers.h"
#include "stats/segments.h"
#include "stats/series.h"

#define EXCURSION_MAX 6 /* values: a longer one is a level */
#define DRIFT_ERRORS  3 /* standard errors that a drift must exceed */
/* By how much steps must fit better, in logarithms of the number of values. */
#define DRIFT_MARGIN 4

static double autocorrelation(const double *residuals, size_t count,
			      size_t segments)
{
	double sum = 0, squares = 0, n = (double)count, phi;

	for (size_t i = 0; i < count; i++)
		squares += residuals[i] * residuals[i];
	for (size_t i = 1; i < count; i++)
		sum += residuals[i] * residuals[i - 1];
	if (squares <= 0)
		return 0;
	phi = sum / squares;
	phi += (1 + 3 * phi) * (double)segments / n + 1 / sqrt(n);
	return fmax(0, fmin(phi, 0.95));
}

/* The p of each cut beside the others. @residuals: working space. */
static void test_cuts(const struct segments *s, double *residuals,
		      double p[CUTS_MAX])
{
	double n = (double)s->count;
	double squares = segments_residuals(s, residuals);
	double segments = (double)(s->cuts + 1);
	double phi = autocorrelation(residuals, s->count, s->cuts + 1);
	double inflation = (1 + phi) / (1 - phi);
	double df = fmax(1, n / inflation - segments);
	double variance = squares / fmax(1, n - segments) * inflation;

	for (size_t i = 0; i < s->cuts; i++) {
		double a = (double)(s->cut[i] - segment_begin(s, i));
		double b = (double)(segment_end(s, i + 1) - s->cut[i]);
		double step = segments_step(s, i);
		double error = sqrt(variance * (1 / a + 1 / b));

		if (error > 0)
			p[i] = fmin(1, n * 2 *
					       gsl_cdf_tdist_Q(
						       fabs(step) / error, df));
		else
			p[i] = step == 0;
	}
}

/* The cut to remove next, or s->cuts if all may stay. */
static size_t least_certain(const struct segments *s, const double *p,
			    const struct change_point_options *options)
{
	size_t worst = s->cuts;

	for (size_t i = 0; i < s->cuts; i++) {
		if (p[i] <= options->level &&
		    fabs(segments_step(s, i)) > options->tolerance)
			continue;
		if (worst == s->cuts || p[i] > p[worst])
			worst = i;
	}
	return worst;
}

static void find_cuts(struct segments *s, double *residuals,
		      const struct change_point_options *options)
{
	size_t most = s->count / (2 * SEGMENT_MIN);
	double p[CUTS_MAX];

	if (most > CUTS_MAX)
		most = CUTS_MAX;
	while (s->cuts < most && segments_cut(s))
		;
	for (;;) {
		size_t worst;

		test_cuts(s, residuals, p);
		worst = least_certain(s, p, options);
		if (worst == s->cuts)
			return;
		segments_join(s, worst);
	}
}

/* A few disturbed values in a row, after which the series returns. */
static void join_excursions(struct segments *s, double tolerance)
{
	for (size_t i = 0; i + 1 < s->cuts;) {
		double away = segment_mean(s, i + 2) - segment_mean(s, i);

		if (s->cut[i + 1] - s->cut[i] > EXCURSION_MAX ||
		    fabs(away) > tolerance) {
			i++;
			continue;
		}
		segments_join(s, i);
		segments_join(s, i);
		i = i ? i - 1 : 0;
	}
}

/* The sum of squares that a straight line leaves. @x: working space. */
static double line_residuals(const double *values, size_t count, double *x)
{
	double c0, c1, cov00, cov01, cov11, squares;

	for (size_t i = 0; i < count; i++)
		x[i] = (double)i;
	gsl_fit_linear(x, 1, values, 1, count, &c0, &c1, &cov00, &cov01, &cov11,
		       &squares);
	return squares;
}

/* Whether the series has a trend that the steps do not fit much better. */
static bool is_drift(const struct segments *s, double *scratch,
		     double tolerance)
{
	struct trend trend = series_trend(s->values, s->count);
	double n = (double)s->count, steps, line;

	if (fabs(trend.change) <= tolerance ||
	    fabs(trend.change) <= DRIFT_ERRORS * trend.error)
		return false;
	steps = segments_residuals(s, scratch);
	line = line_residuals(s->values, s->count, scratch);
	return steps > 0 &&
	       n * log(line / steps) <
		       DRIFT_MARGIN * log(n) * fmax(1, (double)s->cuts);
}

static struct change_point *make_steps(const struct segments *s,
				       const double *p)
{
	struct change_point *steps = calloc(s->cuts + 1, sizeof(*steps));

	for (size_t i = 0; steps && i < s->cuts; i++)
		steps[i] = (struct change_point){
			.at = s->cut[i],
			.before = segment_mean(s, i),
			.after = segment_mean(s, i + 1),
			.p = p[i],
		};
	return steps;
}

int change_points_find(const double *values, size_t count,
		       const struct change_point_options *options,
		       struct change_points *steps)
{
	double *clean = calloc(2 * count + 1, sizeof(*clean));
	struct segments segments = {.values = clean, .count = count};
	double *scratch = clean + count, p[CUTS_MAX];

	*steps = (struct change_points){0};
	if (!clean)
		return -1;
	if (count) {
		outliers_replace(values, count, clean, scratch);
		find_cuts(&segments, scratch, options);
		join_excursions(&segments, options->tolerance);
		test_cuts(&segments, scratch, p);
		steps->drifts =
			is_drift(&segments, scratch, options->tolerance);
	}
	steps->step = make_steps(&segments, p);
	steps->count = steps->step ? segments.cuts : 0;
	free(clean);
	return steps->step ? 0 : -1;
}
