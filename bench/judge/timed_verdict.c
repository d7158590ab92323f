// SPDX-License-Identifier: GPL-2.0-only
/*
 * How a timed verdict is reached, and what protects it:
 *
 * - A cell's centre is a trimmed mean over its units, so that one disturbed
 *   process does not decide it. The test is Yuen's.
 * - All processes of a run share what the machine did meanwhile. The modes of a
 *   run are interleaved in random order, so the values of a single cell hardly
 *   show it. The residuals of all cells, in the order of measuring, do: how
 *   much they shift is added to the error of each difference of two runs. Two
 *   modes of one run share all of it.
 * - A run that drifts by more than the threshold is not compared with another.
 * - Boots differ. Two runs of different boots are not judged. Several runs a
 *   side are, boot against boot.
 *
 * `make calibrate` measures how often each of these is wrong.
 */
#include "judge/timed_verdict.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/inference.h"
#include "stats/outliers.h"

/* Standard errors that a drift must exceed. */
#define DRIFT_ERRORS 3
/*
 * The least number of boots a side that shows how boots differ, less the first.
 */
#define BOOTS_NEEDED 2

/* What one cell shows before the others are considered. */
struct finding {
	struct difference difference;
	struct centre base, fresh;
	size_t units; /* of the side that has fewer */
};

/* What the runs show as a whole. */
struct conditions {
	enum unfit unfit;
	struct shift shift;
};

/* One value for each run: the centre of its processes. NULL: out of memory. */
static double *run_centres(const struct run_series *runs, size_t count,
			   size_t cell, size_t *found)
{
	double *values = calloc(count + 1, sizeof(*values));

	*found = 0;
	for (size_t i = 0; values && i < count; i++) {
		double mean = series_centre(&runs[i].cell[cell]).mean;

		if (!isnan(mean))
			values[(*found)++] = mean;
	}
	return values;
}

static int side_centre(const struct run_series *runs, size_t count, size_t cell,
		       bool boots, struct centre *centre, size_t *units)
{
	double *values;

	if (!boots) {
		*centre = series_centre(&runs[0].cell[cell]);
		*units = runs[0].cell[cell].count;
		return 0;
	}
	values = run_centres(runs, count, cell, units);
	if (!values)
		return -1;
	*centre = centre_of(values, *units);
	free(values);
	return 0;
}

/*
 * Estimate how many more units a side would narrow the interval to the distance
 * between the difference and the nearer threshold.
 */
static size_t more_units(const struct finding *f, double half, double threshold)
{
	double room = fabs(fabs(f->difference.estimate) - threshold);
	double units = f->units ? (double)f->units : 1;
	double need;

	room = fmax(room, threshold / 4);
	if (isinf(half) || room <= 0)
		return f->units < 3 ? 3 - f->units : 1;
	need = ceil(units * (half / room) * (half / room));
	return need > units ? (size_t)fmin(need - units, 1e6) : 1;
}

/* @p: of the difference, corrected for the number of cells. */
static struct cell_verdict judge(const struct finding *f, double p,
				 const struct timed_options *options)
{
	const struct difference *d = &f->difference;
	double threshold = log1p(options->threshold);
	double half = difference_half_width(d, 1 - options->level);
	/* Two one-sided tests at the level prove that nothing changed. */
	double narrow = difference_half_width(d, 1 - 2 * options->level);
	struct cell_verdict v = {
		.verdict = VERDICT_INCONCLUSIVE,
		.ratio = exp(d->estimate),
		.low = exp(d->estimate - half),
		.high = exp(d->estimate + half),
		.p = p,
	};

	if (isnan(d->estimate))
		return v;
	if (p <= options->level && fabs(d->estimate) > threshold)
		v.verdict =
			d->estimate > 0 ? VERDICT_REGRESSED : VERDICT_IMPROVED;
	else if (fabs(d->estimate) + narrow < threshold)
		v.verdict = VERDICT_UNCHANGED;
	else
		v.more = more_units(f, half, threshold);
	return v;
}

/* Correct the p values of the primary cells, or of the others. */
static int correct(double *p, const bool *primary, bool which, size_t count,
		   int (*method)(double *p, size_t count))
{
	double *some = calloc(count + 1, sizeof(*some));
	size_t n = 0;
	int ret;

	if (!some)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (primary[i] == which)
			some[n++] = p[i];
	ret = method(some, n);
	for (size_t i = count; i-- > 0;)
		if (primary[i] == which)
			p[i] = some[--n];
	free(some);
	return ret;
}

/* The corrected p of each finding; NULL: out of memory. */
static double *correct_all(const struct finding *findings, const bool *primary,
			   size_t count)
{
	double *p = calloc(count + 1, sizeof(*p));

	for (size_t i = 0; p && i < count; i++)
		p[i] = findings[i].difference.p;
	if (p && !correct(p, primary, true, count, adjust_holm) &&
	    !correct(p, primary, false, count, adjust_benjamini_hochberg))
		return p;
	free(p);
	return NULL;
}

static bool same_boot(const struct run_series *a, const struct run_series *b)
{
	return a->boot && b->boot && strcmp(a->boot, b->boot) == 0;
}

static bool drifts(const double *residuals, size_t count, double threshold)
{
	struct trend trend = series_trend(residuals, count);

	return fabs(trend.change) > threshold &&
	       fabs(trend.change) > DRIFT_ERRORS * trend.error;
}

/*
 * What the processes of two runs, one a side, share. Residuals are clipped,
 * because a disturbed process is not something that all share. Returns -1 out
 * of memory.
 */
static int examine_pair(const struct run_series *base,
			const struct run_series *fresh, double threshold,
			struct conditions *conditions)
{
	size_t counts[2];
	double *residuals[2] = {
		series_residuals(base->cell, base->cells, &counts[0]),
		series_residuals(fresh->cell, fresh->cells, &counts[1])};
	int ret = residuals[0] && residuals[1] ? 0 : -1;

	for (size_t i = 0; !ret && i < 2; i++) {
		ret = outliers_clip(residuals[i], counts[i]);
		if (drifts(residuals[i], counts[i], threshold))
			conditions->unfit = UNFIT_CLOCK;
	}
	if (!ret)
		conditions->shift = series_shift(residuals[0], counts[0],
						 residuals[1], counts[1]);
	free(residuals[0]);
	free(residuals[1]);
	if (!same_boot(base, fresh))
		conditions->unfit = UNFIT_BOOTS;
	return ret;
}

static int find(const struct run_series *base, size_t bases,
		const struct run_series *fresh, size_t freshes, size_t cell,
		const struct shift *shift, struct finding *f)
{
	bool boots = bases > 1 || freshes > 1;
	struct centre a, b;
	size_t units[2];

	if (side_centre(base, bases, cell, boots, &a, &units[0]) ||
	    side_centre(fresh, freshes, cell, boots, &b, &units[1]))
		return -1;
	f->difference = difference_of(&a, &b, shift);
	f->base = a;
	f->fresh = b;
	f->units = units[0] < units[1] ? units[0] : units[1];
	return 0;
}

/* A finding for each cell; NULL: out of memory. */
static struct finding *find_all(const struct run_series *base, size_t bases,
				const struct run_series *fresh, size_t freshes,
				const struct shift *shift)
{
	struct finding *findings = calloc(base[0].cells + 1, sizeof(*findings));

	for (size_t i = 0; findings && i < base[0].cells; i++)
		if (find(base, bases, fresh, freshes, i, shift, &findings[i])) {
			free(findings);
			return NULL;
		}
	return findings;
}

static struct verdicts *judge_all(const struct finding *findings,
				  const double *p, size_t count,
				  enum unfit unfit,
				  const struct timed_options *options)
{
	struct verdicts *verdicts = verdicts_new(count);

	if (!verdicts)
		return NULL;
	verdicts->unfit = unfit;
	for (size_t i = 0; i < count; i++) {
		struct cell_verdict *v = &verdicts->at[i];

		*v = judge(&findings[i], p[i], options);
		v->base = findings[i].base;
		v->fresh = findings[i].fresh;
		if (unfit != FIT) {
			v->verdict = VERDICT_INCONCLUSIVE;
			v->more = unfit == UNFIT_BOOTS ? BOOTS_NEEDED : 0;
		}
	}
	return verdicts;
}

struct verdicts *timed_verdicts(const struct run_series *base, size_t bases,
				const struct run_series *fresh, size_t freshes,
				const bool *primary,
				const struct timed_options *options)
{
	struct conditions conditions = {FIT, NO_SHIFT};
	bool pair = bases == 1 && freshes == 1 && !options->one_run;
	struct verdicts *verdicts = NULL;
	struct finding *findings;
	double *p = NULL;

	if (pair && examine_pair(base, fresh, options->threshold, &conditions))
		return NULL;
	findings = find_all(base, bases, fresh, freshes, &conditions.shift);
	if (findings)
		p = correct_all(findings, primary, base[0].cells);
	if (p)
		verdicts = judge_all(findings, p, base[0].cells,
				     conditions.unfit, options);
	if (verdicts)
		verdicts->boots = bases > 1 || freshes > 1 ||
				  conditions.unfit == UNFIT_BOOTS;
	free(p);
	free(findings);
	return verdicts;
}
