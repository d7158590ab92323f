// SPDX-License-Identifier: GPL-2.0-only
/*
 * Costs of a timed venue. A cost is the difference of two times whose
 * logarithms are known with their errors; its variance follows by the delta
 * method. Within a run the errors of a mode and of the baseline are
 * independent, because the clock of the run, which they share, was taken out
 * before.
 */
#include "judge/timed_cost.h"

#include <gsl/gsl_math.h>
#include <stdlib.h>

/* A cost as the difference of two times: its value, variance and df. */
static struct centre cost_of(const struct centre *none,
			     const struct centre *mode, double shift)
{
	double a = exp(none->mean - shift), b = exp(mode->mean - shift);
	double va = gsl_pow_2(a) * none->variance;
	double vb = gsl_pow_2(b) * mode->variance;
	double parts = gsl_pow_2(va) / none->df + gsl_pow_2(vb) / mode->df;

	return (struct centre){
		.mean = b - a,
		.variance = va + vb,
		.df = parts > 0 ? gsl_pow_2(va + vb) / parts
				: none->df + mode->df,
	};
}

struct cost_change timed_cost_change(const struct centre *base_none,
				     const struct centre *base_mode,
				     const struct centre *fresh_none,
				     const struct centre *fresh_mode,
				     const struct common_shift *shift)
{
	double taken = shift->cells ? shift->centre.mean : 0;
	struct centre base = cost_of(base_none, base_mode, 0);
	struct centre fresh = cost_of(fresh_none, fresh_mode, taken);
	struct cost_change c = {
		.known = !isnan(base.mean) && !isnan(fresh.mean),
		.base = base.mean,
		.fresh = fresh.mean,
		.change = fresh.mean - base.mean,
		.time = exp(base_mode->mean),
		.difference = difference_of(&base, &fresh, &NO_SHIFT),
	};

	c.p = c.difference.p;
	return c;
}

/* Correct the p of what is known for the number of all cells. */
static int correct(struct cost_change *changes, size_t count, size_t others)
{
	double *p = calloc(count + others + 1, sizeof(*p));
	size_t n = 0;
	int ret = -1;

	for (size_t i = 0; p && i < count; i++)
		if (changes[i].known)
			p[n++] = changes[i].unfit == FIT ? changes[i].p : 1;
	for (size_t i = 0; p && i < others; i++)
		p[n + i] = 1;
	if (p)
		ret = adjust_holm(p, n + others);
	n = 0;
	for (size_t i = 0; !ret && i < count; i++)
		if (changes[i].known)
			changes[i].p = p[n++];
	free(p);
	return ret;
}

/* Unchanged is proved by two one-sided tests, as for times. */
static void judge(struct cost_change *c, double threshold, double level)
{
	double limit = threshold * c->time;
	double wide = difference_half_width(&c->difference, 1 - level);
	double narrow = difference_half_width(&c->difference, 1 - 2 * level);

	c->low = c->change - wide;
	c->high = c->change + wide;
	if (c->p <= level && fabs(c->change) > limit)
		c->verdict =
			c->change > 0 ? VERDICT_REGRESSED : VERDICT_IMPROVED;
	else if (fabs(c->change) + narrow <= limit)
		c->verdict = VERDICT_UNCHANGED;
	else
		c->verdict =
			c->p <= level ? VERDICT_MOVED : VERDICT_INCONCLUSIVE;
}

int timed_costs_judge(struct cost_change *changes, size_t count, size_t others,
		      double threshold, double level)
{
	if (correct(changes, count, others))
		return -1;
	for (size_t i = 0; i < count; i++) {
		struct cost_change *c = &changes[i];

		if (!c->known)
			continue;
		if (c->unfit == FIT) {
			judge(c, threshold, level);
			continue;
		}
		c->verdict = VERDICT_INCONCLUSIVE;
		c->low = c->high = NAN;
	}
	return 0;
}
