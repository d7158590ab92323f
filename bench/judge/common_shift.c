// SPDX-License-Identifier: GPL-2.0-only
/* The common shift of two runs, and how workloads and cells differ in it. */
#include "judge/common_shift.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#define TRIM 0.15 /* of the workloads, at either end */
/*
 * Arms or workloads differ by more than chance if their scatter exceeds what
 * their processes explain by this factor.
 */
#define SCATTER_FACTOR 1.5
/*
 * Workloads that differ more than chance explains do not differ like normal
 * values: some follow another resource. This share of the degrees of freedom is
 * trusted.
 */
#define UNLIKE_DF 0.5
/*
 * How much a mode differs from the baseline of its own workload when the
 * machine changes, as a share of how much workloads differ: both do mostly the
 * same. It is an assumption; real runs agree with it.
 */
#define MODE_SHARE 0.25

/* The change of one workload, from its witnesses. */
struct change {
	double level, variance;
	double first, second; /* of the first two; NAN: there is none */
	double first_variance, second_variance;
	size_t cells;
};

/* What all workloads show. */
struct scatter {
	double level;     /* of the middle workload */
	struct shift own; /* how a workload differs from it */
	struct shift arm; /* how cells of one workload differ */
	double known;     /* variance that a workload's processes explain */
	double error;     /* variance of the level */
	size_t workloads;
};

static double variance_of(const struct estimate *a, const struct estimate *b)
{
	return a->centre.variance + b->centre.variance;
}

static bool is_known(const struct estimate *a, const struct estimate *b)
{
	return a->unfit == FIT && b->unfit == FIT && variance_of(a, b) > 0;
}

static void add_witness(struct change *c, double level, double variance)
{
	double weight = 1 / variance;

	if (c->cells == 0) {
		*c = (struct change){level,    variance, level, NAN,
				     variance, 0,        1};
		return;
	}
	if (c->cells++ == 1) {
		c->second = level;
		c->second_variance = variance;
	}
	c->level = (c->level / c->variance + level * weight) /
		   (1 / c->variance + weight);
	c->variance = 1 / (1 / c->variance + weight);
}

static size_t activities_of(const struct judged_cell *cells, size_t count)
{
	size_t most = 0;

	for (size_t i = 0; i < count; i++)
		most = cells[i].activity > most ? cells[i].activity : most;
	return most + 1;
}

/* The change of each workload; returns how many cells that comes from. */
static size_t collect(const struct estimate *a, const struct estimate *b,
		      const struct judged_cell *cells, size_t count,
		      bool baseline, struct change *changes)
{
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		if ((baseline && !cells[i].baseline) || !is_known(&a[i], &b[i]))
			continue;
		add_witness(&changes[cells[i].activity],
			    b[i].centre.mean - a[i].centre.mean,
			    variance_of(&a[i], &b[i]));
		used++;
	}
	return used;
}

/*
 * By how much values scatter beyond the variance @known that they have anyway.
 * Returns the scatter itself, which a single value does not decide.
 */
static double excess(double *values, size_t count, double known,
		     struct shift *beyond)
{
	struct centre c = trimmed_centre(values, count, TRIM);
	double cut = floor(TRIM * (double)count) / (double)count;
	double kept = c.df + 1;
	double scatter = c.variance * kept * c.df / (double)(count - 1) /
			 winsorised_share(cut);

	*beyond = (struct shift){fmax(0, scatter - known), c.df};
	return scatter;
}

/* How two cells of one workload differ beyond chance. */
static void compare_arms(const struct change *changes, size_t count,
			 double *room, struct scatter *s)
{
	double known = 0;
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (changes[i].cells > 1) {
			room[n++] = changes[i].second - changes[i].first;
			known += changes[i].first_variance +
				 changes[i].second_variance;
		}
	s->arm = (struct shift){0, 1};
	if (n < LEAST_WITNESSES)
		return;
	known /= (double)n;
	if (excess(room, n, known, &s->arm) < SCATTER_FACTOR * known)
		s->arm.variance = 0;
	s->arm.variance /= 2;
}

static void compare_workloads(const struct change *changes, size_t count,
			      double *room, struct scatter *s)
{
	double known = 0;
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (changes[i].cells) {
			room[n++] = changes[i].level;
			known += changes[i].variance;
		}
	s->workloads = n;
	if (!n)
		return;
	known /= (double)n;
	s->known = known;
	s->level = gsl_stats_median(room, 1, n);
	if (n < 2) {
		s->own = (struct shift){INFINITY, 1};
		s->error = INFINITY;
		return;
	}
	if (excess(room, n, known, &s->own) > SCATTER_FACTOR * known)
		s->own.df *= UNLIKE_DF;
	/* The variance of a median of normal values. */
	s->error = M_PI_2 * (known + s->own.variance) / (double)n;
}

/* The offset of a cell over the baseline cells of its workload. */
static struct offset over_own(const struct change *own, const struct scatter *s)
{
	double arm = s->arm.variance * (1 + 1 / (double)own->cells);
	double mode = 0, parts = 0, variance;

	if (s->workloads >= LEAST_WITNESSES)
		mode = s->own.variance * MODE_SHARE * MODE_SHARE;
	variance = own->variance + arm + mode;
	if (arm > 0)
		parts += arm * arm / s->arm.df;
	if (mode > 0)
		parts += mode * mode / s->own.df;
	return (struct offset){
		.level = own->level,
		.shift = {variance,
			  parts > 0 ? variance * variance / parts : INFINITY},
		.fixed = arm + mode,
	};
}

/*
 * The offset of a cell over the common shift. Its degrees of freedom are those
 * of a scatter that is the sum of what is known and of what lies beyond: even
 * where nothing was found to lie beyond, that is uncertain.
 */
static struct offset over_all(const struct change *own, const struct scatter *s)
{
	double variance = s->own.variance + s->arm.variance + s->error;
	double known = own->cells ? own->variance : s->known;
	double scatter = s->own.variance + known;

	if (s->workloads < LEAST_WITNESSES)
		return (struct offset){.unfit = UNFIT_ALONE, .level = s->level};
	return (struct offset){
		.level = s->level,
		.shift = {variance, s->own.df * gsl_pow_2(variance / scatter)},
		.fixed = s->own.variance + s->arm.variance,
	};
}

/* Let all arms of a baseline cell count. */
static void use_arms(const struct change *own, double variance,
		     struct offset *offset)
{
	offset->change = own->level;
	offset->share = fmin(1, own->variance / variance);
}

static void tell(const struct scatter *s, size_t used, bool all,
		 struct common_shift *shift)
{
	shift->cells = used;
	shift->all = all;
	shift->centre = (struct centre){s->workloads ? s->level : NAN, s->error,
					(double)s->workloads - 1};
}

int common_shift_estimate(const struct estimate *a, const struct estimate *b,
			  const struct judged_cell *cells, size_t count,
			  struct common_shift *shift, struct offset *offsets)
{
	size_t workloads = activities_of(cells, count), used;
	struct change *changes = calloc(workloads + 1, sizeof(*changes));
	double *room = calloc(workloads + 1, sizeof(*room));
	struct scatter s = {0};
	bool all = false;

	if (changes && room) {
		used = collect(a, b, cells, count, true, changes);
		all = !used;
		if (all)
			used = collect(a, b, cells, count, false, changes);
		compare_workloads(changes, workloads, room, &s);
		compare_arms(changes, workloads, room, &s);
		tell(&s, used, all, shift);
	}
	for (size_t i = 0; changes && room && i < count; i++) {
		const struct change *own = &changes[cells[i].activity];

		offsets[i] = own->cells && !all && !cells[i].baseline
				     ? over_own(own, &s)
				     : over_all(own, &s);
		offsets[i].change = NAN;
		if (own->cells > 1 && cells[i].baseline &&
		    is_known(&a[i], &b[i]))
			use_arms(own, variance_of(&a[i], &b[i]), &offsets[i]);
	}
	free(room);
	free(changes);
	return changes && room ? 0 : -1;
}
