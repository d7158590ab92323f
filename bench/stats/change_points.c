// SPDX-License-Identifier: GPL-2.0-only
/*
 * Change points of a noisy series. The series is cut at its most certain step,
 * and the parts are cut again; then each cut must pass its test beside the
 * others. Five measures keep false steps away:
 *
 * - A disturbed value is not a level: values are clipped, first as they are,
 *   then as surprises of the noise model. Clipped values stay in the estimate
 *   of the noise. A few of them in a row, after which the series returns to
 *   where it was, do not count as steps.
 * - Successive values are correlated: the series and the step are whitened.
 * - The cut is the best of many places, so p is multiplied by their number.
 * - One side may be noisier than the other: the noisier one counts.
 * - A slow drift is not a step: steps must fit better than a straight line.
 */
#include "stats/change_points.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/line_fit.h"
#include "stats/octiles.h"
#include "stats/segments.h"
#include "stats/step_scan.h"

#define CLIP_ERRORS     3.5 /* of values */
#define SURPRISE_ERRORS 3   /* of what the noise model did not predict */
#define EXCURSION_MAX   6   /* values: a longer one is a level */
/* The price of a cut and of a line, in logarithms of the number of values. */
#define CUT_PRICE  3
#define LINE_PRICE 2
#define NOISE_MIN  1e-3 /* of the tolerance: less is none */

/* A search: what it reads, and working space. */
struct search {
	const struct whitening *whitening;
	const struct change_point_options *options;
	struct segments segments;
	double *part, *scratch;
};

/* Copy values from @begin to @end, clipped and whitened, to the part. */
static void load(struct search *s, size_t begin, size_t end)
{
	size_t count = end - begin;

	memcpy(s->part, s->segments.values + begin, count * sizeof(*s->part));
	octile_clip(s->part, count, CLIP_ERRORS, s->scratch);
	whitening_apply(s->whitening, s->part, count);
	octile_limit(s->part, count, SURPRISE_ERRORS, s->scratch);
}

/* The best step between @begin and @end. Its place is that of the series. */
static struct step_fit best_step(struct search *s, size_t begin, size_t end)
{
	struct step_fit fit;

	load(s, begin, end);
	fit = step_scan(s->whitening, s->part, end - begin, 0, end - begin);
	fit.p = fmin(1, fit.p * (double)s->segments.count);
	if (fit.at)
		fit.at += begin;
	return fit;
}

static bool is_certain(const struct search *s, const struct step_fit *fit)
{
	return fit->at && fit->p <= s->options->level &&
	       fabs(fit->height) > s->options->tolerance;
}

static void find_cuts(struct search *s)
{
	struct segments *segments = &s->segments;
	size_t segment = 0;

	while (segment <= segments->cuts && segments->cuts < CUTS_MAX) {
		struct step_fit fit =
			best_step(s, segment_begin(segments, segment),
				  segment_end(segments, segment));

		if (is_certain(s, &fit))
			segments_insert(segments, fit.at);
		else
			segment++;
	}
}

/*
 * Move each cut to the best place between its neighbours and remove the least
 * certain one, until all are certain. @p: by cut.
 */
static void confirm_cuts(struct search *s, double p[CUTS_MAX])
{
	struct segments *segments = &s->segments;

	for (;;) {
		size_t worst = segments->cuts;

		for (size_t i = 0; i < segments->cuts; i++) {
			struct step_fit fit =
				best_step(s, segment_begin(segments, i),
					  segment_end(segments, i + 1));

			p[i] = fit.p;
			if (!is_certain(s, &fit)) {
				if (worst == segments->cuts || p[i] > p[worst])
					worst = i;
			} else {
				segments->cut[i] = fit.at;
			}
		}
		if (worst == segments->cuts)
			return;
		segments_join(segments, worst);
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

/*
 * Twice the negative log-likelihood. @logs: sum of the logarithms of the
 * variances. A series without noise counts as independent.
 */
static double cost_of(const struct search *s, double squares, double logs)
{
	double n = (double)s->segments.count;
	double least = gsl_pow_2(NOISE_MIN * s->options->tolerance) + 1e-20;

	if (squares <= n * least)
		return n * (log(least) + (s->whitening->phi > 0));
	return n * log(squares / n) + logs;
}

static double price(const struct search *s, double count)
{
	return count * log((double)s->segments.count);
}

static double cost_of_steps(struct search *s)
{
	const struct segments *segments = &s->segments;
	double squares = 0, logs = 0;

	for (size_t i = 0; i <= segments->cuts; i++) {
		size_t begin = segment_begin(segments, i);
		size_t end = segment_end(segments, i);

		load(s, begin, end);
		squares += level_squares(s->whitening, s->part, end - begin);
		logs += s->whitening->logs[end - begin];
	}
	return cost_of(s, squares, logs) +
	       price(s, CUT_PRICE * (double)segments->cuts);
}

/* How well the series fits without steps. */
struct plain_fit {
	double cost, line_cost;
	bool trend; /* the line is certain and not too flat */
};

static struct plain_fit fit_plain(struct search *s)
{
	size_t count = s->segments.count;
	double logs = s->whitening->logs[count];
	struct plain_fit fit;
	struct line_fit line;

	load(s, 0, count);
	fit.cost =
		cost_of(s, level_squares(s->whitening, s->part, count), logs);
	line = line_fit(s->whitening, s->part, count, s->scratch);
	fit.line_cost = cost_of(s, line.squares, logs) + price(s, LINE_PRICE);
	fit.trend = line.p <= s->options->level &&
		    fabs(line.change) > s->options->tolerance;
	if (fit.trend)
		fit.cost = fmin(fit.cost, fit.line_cost);
	return fit;
}

/* Compare steps with a straight line. */
static void judge_drift(struct search *s, struct change_points *steps)
{
	double margin = s->options->line_margin * (double)s->segments.cuts;
	struct plain_fit plain = fit_plain(s);

	steps->cost = cost_of_steps(s);
	steps->plain_cost = plain.cost;
	if (!plain.trend || plain.line_cost >= steps->cost + price(s, margin))
		return;
	steps->drifts = true;
	steps->cost = fmin(steps->cost, plain.line_cost);
	s->segments.cuts = 0;
}

/* The mean of a segment without the excess of disturbed values. */
static double clipped_mean(struct search *s, size_t segment)
{
	size_t begin = segment_begin(&s->segments, segment);
	size_t count = segment_end(&s->segments, segment) - begin;
	double median;

	memcpy(s->part, s->segments.values + begin, count * sizeof(*s->part));
	median = octile_clip(s->part, count, CLIP_ERRORS, s->scratch);
	return median + gsl_stats_mean(s->part, 1, count);
}

static struct change_point *make_steps(struct search *s, const double *p)
{
	struct change_point *steps =
		calloc(s->segments.cuts + 1, sizeof(*steps));

	for (size_t i = 0; steps && i < s->segments.cuts; i++)
		steps[i] = (struct change_point){
			.at = s->segments.cut[i],
			.before = clipped_mean(s, i),
			.after = clipped_mean(s, i + 1),
			.p = p[i],
		};
	return steps;
}

int change_points_find(const double *values, size_t count,
		       const struct whitening *whitening,
		       const struct change_point_options *options,
		       struct change_points *steps)
{
	double *room = calloc(2 * count + 1, sizeof(*room)), p[CUTS_MAX];
	struct search s = {whitening,
			   options,
			   {values, count, {0}, 0},
			   room,
			   room + count};

	*steps = (struct change_points){0};
	if (!room)
		return -1;
	if (count >= 2 * LEVEL_MIN) {
		find_cuts(&s);
		confirm_cuts(&s, p);
		join_excursions(&s.segments, options->tolerance);
		confirm_cuts(&s, p);
		judge_drift(&s, steps);
	}
	steps->step = make_steps(&s, p);
	steps->count = steps->step ? s.segments.cuts : 0;
	free(room);
	return steps->step ? 0 : -1;
}

double plain_cost(const double *values, size_t count,
		  const struct whitening *whitening,
		  const struct change_point_options *options)
{
	double *room = calloc(2 * count + 1, sizeof(*room));
	struct search s = {whitening,
			   options,
			   {values, count, {0}, 0},
			   room,
			   room + count};
	double cost = 0;

	if (!room)
		return NAN;
	if (count >= 2 * LEVEL_MIN)
		cost = fit_plain(&s).cost;
	free(room);
	return cost;
}
