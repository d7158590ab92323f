// SPDX-License-Identifier: GPL-2.0-only
/*
 * How the verdict is reached, and what protects it:
 *
 * - A cell's centre is a trimmed mean over its units, so that a disturbed
 *   process does not decide it; the test is Yuen's.
 * - Processes of one run share what the machine did meanwhile. The modes of a
 *   run are interleaved in random order, so a cell's own values show little of
 *   it; how much the residuals of all cells move, in the order in which they were
 *   measured, is added to the error of each difference of two runs. Two modes of
 *   one run share all of it.
 * - A run that drifts by more than the tolerance is not compared with another.
 * - Boots differ. Two runs of different boots are not judged; several of each
 *   side are, boot against boot.
 *
 * `make calibrate` measures how often each of these errs.
 */
#include "judge/timed_verdict.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/inference.h"

/* Where both sides share all that changes as time passes. */
#define NO_SHIFT     \
	{            \
		0, 1 \
	}

/* Standard errors that a drift must exceed to be believed. */
#define DRIFT_ERRORS 3
/* Standard deviations, told from the median, beyond which nothing counts. */
#define CLIP_ERRORS 3
#define MAD_TO_SD   1.4826

/* What is inferred of one cell before the others are looked at. */
struct finding {
	struct difference difference;
	size_t units; /* of the smaller side */
};

static size_t count_values(const struct run_series *run)
{
	size_t count = 0;

	for (size_t i = 0; i < run->cells; i++)
		count += run->cell[i].count;
	return count;
}

static struct centre cell_centre(const struct cell_series *cell)
{
	double *copy = calloc(cell->count + 1, sizeof(*copy));
	struct centre centre = {NAN, NAN, NAN};

	if (copy) {
		memcpy(copy, cell->value, cell->count * sizeof(*copy));
		centre = centre_of(copy, cell->count);
	}
	free(copy);
	return centre;
}

/*
 * What each process of the run took beyond its cell's centre, in the order in
 * which they ran. NULL: out of memory.
 */
static double *residuals(const struct run_series *run, size_t *count)
{
	size_t all = count_values(run);
	double *rest = calloc(all + 1, sizeof(*rest));
	bool *known = calloc(all + 1, sizeof(*known));

	*count = 0;
	for (size_t i = 0; rest && known && i < run->cells; i++) {
		const struct cell_series *cell = &run->cell[i];
		double mean = cell_centre(cell).mean;

		for (size_t k = 0; k < cell->count; k++) {
			rest[cell->when[k]] = cell->value[k] - mean;
			known[cell->when[k]] = true;
		}
	}
	if (!rest || !known) {
		free(known);
		free(rest);
		return NULL;
	}
	for (size_t i = 0; i < all; i++)
		if (known[i])
			rest[(*count)++] = rest[i];
	free(known);
	return rest;
}

/* What a disturbed process took must not pass for what all share. */
static void clip(double *values, size_t count)
{
	double *copy = calloc(count + 1, sizeof(*copy));
	double limit;

	if (!copy)
		return;
	for (size_t i = 0; i < count; i++)
		copy[i] = fabs(values[i]);
	gsl_sort(copy, 1, count);
	limit = CLIP_ERRORS * MAD_TO_SD *
		gsl_stats_median_from_sorted_data(copy, 1, count);
	for (size_t i = 0; i < count; i++)
		values[i] = fmax(-limit, fmin(limit, values[i]));
	free(copy);
}

/* One value for each run: its centre. NULL: out of memory. */
static double *run_centres(const struct run_series *runs, size_t count,
			   size_t cell, size_t *found)
{
	double *values = calloc(count + 1, sizeof(*values));

	*found = 0;
	for (size_t i = 0; values && i < count; i++) {
		double mean = cell_centre(&runs[i].cell[cell]).mean;

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
		*centre = cell_centre(&runs[0].cell[cell]);
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
 * How many more units a side would bring the interval's half width down to what
 * lies between the estimate and the nearer bound of the tolerance.
 */
static size_t units_lacking(const struct finding *f, double half,
			    double tolerance)
{
	double room = fabs(fabs(f->difference.estimate) - tolerance);
	double units = f->units ? (double)f->units : 1;
	double need;

	room = fmax(room, tolerance / 4);
	if (isinf(half) || room <= 0)
		return f->units < 3 ? 3 - f->units : 1;
	need = ceil(units * (half / room) * (half / room));
	return need > units ? (size_t)fmin(need - units, 1e6) : 1;
}

static void judge(struct cell_verdict *v, const struct finding *f,
		  const struct verdict_options *options)
{
	const struct difference *d = &f->difference;
	double upper = log1p(options->tolerance);
	double half = difference_half_width(d, 1 - options->level);
	/* Two one-sided tests at the level. */
	double narrow = difference_half_width(d, 1 - 2 * options->level);

	v->ratio = exp(d->estimate);
	v->low = exp(d->estimate - half);
	v->high = exp(d->estimate + half);
	v->more = 0;
	if (isnan(d->estimate)) {
		v->verdict = VERDICT_INCONCLUSIVE;
		return;
	}
	if (v->p <= options->level && fabs(d->estimate) > upper)
		v->verdict =
			d->estimate > 0 ? VERDICT_REGRESSED : VERDICT_IMPROVED;
	else if (fabs(d->estimate) + narrow < upper)
		v->verdict = VERDICT_UNCHANGED;
	else
		v->verdict = VERDICT_INCONCLUSIVE;
	if (v->verdict == VERDICT_INCONCLUSIVE)
		v->more = units_lacking(f, half, upper);
}

/* Adjust the p values of the primary cells, or of the others. */
static int adjust(struct cell_verdict *verdicts, size_t count, bool primary,
		  int (*method)(double *p, size_t count))
{
	double *p = calloc(count + 1, sizeof(*p));
	size_t n = 0;
	int ret;

	if (!p)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (verdicts[i].primary == primary)
			p[n++] = verdicts[i].p;
	ret = method(p, n);
	for (size_t i = count; i-- > 0;)
		if (verdicts[i].primary == primary)
			verdicts[i].p = p[--n];
	free(p);
	return ret;
}

static void none_judged(struct cell_verdict *verdicts, size_t cells,
			size_t more)
{
	for (size_t i = 0; i < cells; i++) {
		verdicts[i].verdict = VERDICT_INCONCLUSIVE;
		verdicts[i].more = more;
	}
}

static bool same_boot(const struct run_series *a, const struct run_series *b)
{
	return a->boot && b->boot && strcmp(a->boot, b->boot) == 0;
}

static bool drifts(const double *rest, size_t count, double tolerance)
{
	struct trend trend = series_trend(rest, count);

	return fabs(trend.change) > tolerance &&
	       fabs(trend.change) > DRIFT_ERRORS * trend.error;
}

/* Two runs, one a side: what the processes of each share. */
static int look_at_pair(const struct run_series *base,
			const struct run_series *fresh, double tolerance,
			struct shift *shift, int *unfit)
{
	size_t counts[2];
	double *rests[2] = {residuals(base, &counts[0]),
			    residuals(fresh, &counts[1])};
	int ret = rests[0] && rests[1] ? 0 : -1;

	for (size_t i = 0; !ret && i < 2; i++) {
		clip(rests[i], counts[i]);
		if (drifts(rests[i], counts[i], tolerance))
			*unfit = UNFIT_DRIFT;
	}
	if (!ret)
		*shift = series_shift(rests[0], counts[0], rests[1], counts[1]);
	free(rests[0]);
	free(rests[1]);
	if (!same_boot(base, fresh))
		*unfit = UNFIT_BOOTS;
	return ret;
}

static int find(const struct run_series *base, size_t bases,
		const struct run_series *fresh, size_t freshes, size_t cell,
		bool boots, const struct shift *shift, struct finding *f)
{
	struct centre a, b;
	size_t units[2];

	if (side_centre(base, bases, cell, boots, &a, &units[0]) ||
	    side_centre(fresh, freshes, cell, boots, &b, &units[1]))
		return -1;
	f->difference = difference_of(&a, &b, shift);
	f->units = units[0] < units[1] ? units[0] : units[1];
	return 0;
}

int verdicts_of(const struct run_series *base, size_t bases,
		const struct run_series *fresh, size_t freshes,
		const struct verdict_options *options,
		struct cell_verdict *verdicts)
{
	size_t cells = base[0].cells;
	bool boots = bases > 1 || freshes > 1;
	struct finding *findings = calloc(cells + 1, sizeof(*findings));
	struct shift shift = NO_SHIFT;
	int unfit = FIT, ret = findings ? 0 : -1;

	if (!ret && !boots && !options->one_run)
		ret = look_at_pair(&base[0], &fresh[0], options->tolerance,
				   &shift, &unfit);
	for (size_t i = 0; !ret && i < cells; i++) {
		ret = find(base, bases, fresh, freshes, i, boots, &shift,
			   &findings[i]);
		verdicts[i].p = findings[i].difference.p;
	}
	if (!ret)
		ret = adjust(verdicts, cells, true, adjust_holm);
	if (!ret)
		ret = adjust(verdicts, cells, false, adjust_benjamini_hochberg);
	for (size_t i = 0; !ret && i < cells; i++)
		judge(&verdicts[i], &findings[i], options);
	if (!ret && unfit != FIT)
		/* Two more boots a side are the least that tells of boots. */
		none_judged(verdicts, cells, unfit == UNFIT_BOOTS ? 2 : 0);
	free(findings);
	return ret ? ret : unfit;
}

double aa_arms_differ(const struct run_series *run, const size_t (*pairs)[2],
		      size_t count)
{
	double *p = calloc(count + 1, sizeof(*p)), least = 1;
	const struct shift all = NO_SHIFT;

	if (!p)
		return -1;
	for (size_t i = 0; i < count; i++) {
		struct centre a = cell_centre(&run->cell[pairs[i][0]]);
		struct centre b = cell_centre(&run->cell[pairs[i][1]]);

		p[i] = difference_of(&a, &b, &all).p;
	}
	if (adjust_holm(p, count))
		least = -1;
	for (size_t i = 0; least >= 0 && i < count; i++)
		least = fmin(least, p[i]);
	free(p);
	return least;
}
