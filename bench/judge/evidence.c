// SPDX-License-Identifier: GPL-2.0-only
/* Judging the evidence on one cell. */
#include "judge/evidence.h"

#include <gsl/gsl_math.h>
#include <math.h>

#define MOST_MORE 1e6

/*
 * Estimate how many more units a side would narrow the interval to the distance
 * between the difference and the nearer threshold. @half: half of its width.
 */
static size_t more_units(const struct evidence *e, double half,
			 double threshold)
{
	double distance = fabs(fabs(e->difference.estimate) - threshold);
	double room = fmax(distance, threshold / 4);
	double share = gsl_pow_2(room / half) - e->fixed;
	double units = (double)e->units, need;

	if (!(share > 0))
		return 0;
	need = ceil(units * (1 - e->fixed) / share);
	return need > units ? (size_t)fmin(need - units, MOST_MORE) : 1;
}

void judge_evidence(struct cell_verdict *v, const struct evidence *e,
		    double threshold, double level)
{
	const struct difference *d = &e->difference;
	double half = difference_half_width(d, 1 - level);
	/* Two one-sided tests at the level prove that nothing changed. */
	double narrow = difference_half_width(d, 1 - 2 * level);

	threshold = log1p(threshold);
	v->verdict = VERDICT_INCONCLUSIVE;
	v->ratio = exp(d->estimate);
	v->low = e->known ? exp(d->estimate - half) : NAN;
	v->high = e->known ? exp(d->estimate + half) : NAN;
	v->p = e->known ? e->p : 1;
	if (!e->known || isnan(d->estimate)) {
		if (e->units < UNITS_NEEDED &&
		    (v->unfit == FIT || v->unfit == UNFIT_FEW))
			v->more = UNITS_NEEDED - e->units;
		return;
	}
	if (v->p <= level && fabs(d->estimate) > threshold)
		v->verdict =
			d->estimate > 0 ? VERDICT_REGRESSED : VERDICT_IMPROVED;
	else if (fabs(d->estimate) + narrow < threshold)
		v->verdict = VERDICT_UNCHANGED;
	else
		v->more = more_units(e, half, threshold);
}
