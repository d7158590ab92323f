// SPDX-License-Identifier: GPL-2.0-only
/*
 * How a timed verdict is reached, and what protects it:
 *
 * - The values of a run are corrected by its clock (stats/clock.h), so that a
 *   machine that is faster or slower for a while does not count.
 * - A cell's centre is a trimmed mean over its units, so that one disturbed
 *   process does not decide it. The test is Yuen's, with a moderated variance.
 * - What changed in the machine between two runs of one boot is taken out
 *   (judge/common_shift.h). Two modes of one run share all of it.
 * - Boots differ. Several boots a side are compared boot against boot, fewer
 *   than five a side are not judged. Runs of one boot are one boot.
 * - All cells are corrected together, by Holm's method.
 *
 * `make calibrate` measures how often each of these is wrong.
 */
#include "judge/timed_verdict.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judge/aa_test.h"
#include "judge/boots.h"
#include "judge/common_shift.h"
#include "judge/estimates.h"
#include "judge/evidence.h"
#include "stats/inference.h"
#include "stats/resolution.h"

/* The part of the level that primary cells share, where there are others. */
#define PRIMARY_SHARE 0.8

/*
 * The correlation of successive processes of a cell up to which it can be
 * allowed for: how slowly a cell wanders cannot be told from few processes.
 */
#define MOST_LEFT 0.5

/* Everything that is known of two sides. */
struct sides {
	struct boots base, fresh;
	const struct judged_cell *cells;
	size_t total, count; /* cells, and those that are judged */
	struct estimate *a, *b;
	struct offset *offsets;
	struct difference *differences;
	double *p; /* of the judged cells, corrected */
	struct verdicts *verdicts;
};

static void sides_free(struct sides *s)
{
	boots_free(&s->base);
	boots_free(&s->fresh);
	free(s->a);
	free(s->offsets);
	free(s->differences);
	free(s->p);
}

static int sides_make(struct sides *s, const struct run_series *base,
		      size_t bases, const struct run_series *fresh,
		      size_t freshes)
{
	if (boots_make(&s->base, base, bases, s->cells) ||
	    boots_make(&s->fresh, fresh, freshes, s->cells))
		return -1;
	s->total = base[0].cells;
	s->a = calloc(2 * s->total + 1, sizeof(*s->a));
	s->offsets = calloc(s->total + 1, sizeof(*s->offsets));
	s->differences = calloc(s->total + 1, sizeof(*s->differences));
	s->p = calloc(s->count + 1, sizeof(*s->p));
	s->verdicts = verdicts_new(s->count);
	if (!s->a || !s->offsets || !s->differences || !s->p || !s->verdicts)
		return -1;
	s->b = s->a + s->total;
	return 0;
}

/* The noise that cells do not share, in any boot of a side. */
static double most_left(const struct boots *boots)
{
	double most = 0;

	for (size_t i = 0; i < boots->count; i++)
		most = fmax(most, boots->at[i].clock.left);
	return most;
}

/* Say whether units are boots, and whether the sides can be compared. */
static void choose_units(struct sides *s, bool one_run)
{
	const char *a = s->base.at[0].boot, *b = s->fresh.at[0].boot;
	size_t least =
		s->base.count < s->fresh.count ? s->base.count : s->fresh.count;
	bool one = s->base.count == 1 && s->fresh.count == 1;

	if (one_run || (one && a && b && strcmp(a, b) == 0)) {
		if (fmax(most_left(&s->base), most_left(&s->fresh)) > MOST_LEFT)
			s->verdicts->unfit = UNFIT_CLOCK;
		return;
	}
	s->verdicts->boots = true;
	if (least == 1)
		s->verdicts->unfit = UNFIT_BOOTS;
	else if (least < UNITS_NEEDED)
		s->verdicts->unfit = UNFIT_FEW;
}

/* How the mean of a side may err because its values are rounded. */
static void add_rounding(struct estimate *e, const struct cell_note *note)
{
	double v = e->centre.variance, more;

	if (isnan(v))
		return;
	more = rounding_variance(note->step, note->spread);
	e->centre.variance = v + more;
	if (v > 0)
		e->centre.df *= gsl_pow_2((v + more) / v);
	if (e->unfit == FIT && !(e->centre.variance > 0))
		e->unfit = UNFIT_COARSE;
}

static int estimate(struct sides *s)
{
	struct run_series *base = &s->base.at[0], *fresh = &s->fresh.at[0];
	bool boots = s->verdicts->boots && s->verdicts->unfit != UNFIT_BOOTS;
	int ret = boots ? estimates_of_boots(&s->base, &s->fresh, s->cells,
					     s->a, s->b, &s->verdicts->shift)
			: (estimates_of_processes(base, s->a) ||
			   estimates_of_processes(fresh, s->b));

	if (ret || estimates_moderate(s->a, 2 * s->total, !boots))
		return -1;
	for (size_t i = 0; i < s->total; i++) {
		add_rounding(&s->a[i], &base->note[i]);
		add_rounding(&s->b[i], &fresh->note[i]);
	}
	return 0;
}

static bool is_uneven(size_t a, size_t b)
{
	size_t few = a < b ? a : b, many = a < b ? b : a;

	return few < UNITS_MANY && many > UNITS_RATIO * few;
}

static enum unfit cell_unfit(const struct sides *s, size_t i)
{
	const struct estimate *a = &s->a[i], *b = &s->b[i];

	if (a->unfit != FIT)
		return a->unfit;
	if (b->unfit != FIT)
		return b->unfit;
	if (is_uneven(a->units, b->units))
		return UNFIT_UNEVEN;
	return s->offsets[i].unfit;
}

static struct difference difference(const struct sides *s, size_t i)
{
	const struct offset *offset = &s->offsets[i];
	struct centre a = s->a[i].centre, b = s->b[i].centre;

	if (!isnan(offset->change)) {
		b.mean = a.mean + offset->change;
		a.variance *= offset->share;
		b.variance *= offset->share;
	}
	b.mean -= offset->level;
	return difference_of(&a, &b, &offset->shift);
}

static int compare(struct sides *s, bool one_run)
{
	struct verdicts *v = s->verdicts;
	double *weight = calloc(s->count + 1, sizeof(*weight));
	size_t primary = 0, n = 0;
	int ret = weight ? 0 : -1;

	/* What boots have in common was taken out of each boot. */
	for (size_t i = 0; i < s->total; i++)
		s->offsets[i] = (struct offset){
			.level = v->shift.cells ? v->shift.centre.mean : 0,
			.shift = NO_SHIFT,
			.change = NAN,
		};
	if (!ret && !one_run && !v->boots)
		ret = common_shift_estimate(s->a, s->b, s->cells, s->total,
					    &v->shift, s->offsets);
	for (size_t i = 0; i < s->count; i++)
		primary += s->cells[i].primary;
	for (size_t i = 0; !ret && i < s->count; i++) {
		size_t others = s->count - primary;

		s->differences[i] = difference(s, i);
		v->at[i].unfit = cell_unfit(s, i);
		if (v->at[i].unfit != FIT)
			s->differences[i].p = 1;
		s->p[i] = s->differences[i].p;
		weight[i] = s->cells[i].primary
				    ? PRIMARY_SHARE / (double)primary
				    : (1 - PRIMARY_SHARE) / (double)others;
		n++;
	}
	if (!ret)
		ret = adjust_holm_weighted(s->p, weight, n);
	free(weight);
	return ret;
}

/* The share of the variance of a difference that more units do not lessen. */
static double fixed_share(const struct sides *s, size_t i)
{
	double all = gsl_pow_2(s->differences[i].error);

	return all > 0 ? fmin(1, s->offsets[i].fixed / all) : 0;
}

/* The units of the side that has fewer. */
static size_t units_of(const struct sides *s, size_t i)
{
	size_t a = s->a[i].units, b = s->b[i].units;

	if (s->verdicts->unfit == UNFIT_BOOTS)
		return 1; /* boots, not processes */
	return a < b ? a : b;
}

static void judge_cell(struct sides *s, size_t i,
		       const struct timed_options *options)
{
	struct cell_verdict *v = &s->verdicts->at[i];
	const struct evidence evidence = {
		.difference = s->differences[i],
		.p = s->p[i],
		.units = units_of(s, i),
		.fixed = fixed_share(s, i),
		.known = s->verdicts->unfit == FIT && v->unfit == FIT,
	};

	judge_evidence(v, &evidence, options->threshold, options->level);
	v->base = s->a[i].centre;
	v->fresh = s->b[i].centre;
}

/* The A/A test of boots; that of runs needs all their cells. */
static int test_arms(struct sides *s)
{
	struct verdicts *v = s->verdicts;

	if (v->boots && v->unfit == FIT)
		v->aa_p =
			aa_test_boots(&s->base, &s->fresh, s->cells, s->total);
	return v->aa_p < 0 ? -1 : 0;
}

static void finish(struct sides *s, const struct timed_options *options)
{
	struct verdicts *v = s->verdicts;
	struct common_shift *shift = &v->shift;
	double half = 0;

	for (size_t i = 0; i < s->count; i++)
		judge_cell(s, i, options);
	if (!shift->cells)
		return;
	if (shift->centre.df >= 1 && isfinite(shift->centre.variance))
		half = sqrt(shift->centre.variance) *
		       gsl_cdf_tdist_Qinv(options->level / 2, shift->centre.df);
	else
		half = NAN;
	shift->ratio = exp(shift->centre.mean);
	shift->low = exp(shift->centre.mean - half);
	shift->high = exp(shift->centre.mean + half);
}

struct verdicts *timed_verdicts(const struct run_series *base, size_t bases,
				const struct run_series *fresh, size_t freshes,
				const struct judged_cell *cells, size_t count,
				const struct timed_options *options)
{
	struct sides s = {.cells = cells, .count = count};
	int ret = sides_make(&s, base, bases, fresh, freshes);

	if (!ret) {
		choose_units(&s, options->one_run);
		ret = estimate(&s) || compare(&s, options->one_run) ||
				      test_arms(&s)
			      ? -1
			      : 0;
	}
	if (!ret)
		finish(&s, options);
	sides_free(&s);
	if (!ret)
		return s.verdicts;
	verdicts_free(s.verdicts);
	return NULL;
}
