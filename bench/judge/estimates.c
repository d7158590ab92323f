// SPDX-License-Identifier: GPL-2.0-only
/* Estimates of cells from their processes, and their moderation. */
#include "judge/estimates.h"

#include <math.h>
#include <stdlib.h>

#include "stats/moderation.h"
#include "stats/resolution.h"

/*
 * What the clock subtracts is estimated from the same values, and its error is
 * shared by cells that ran near each other. It adds so much to a variance;
 * `make calibrate` shows that this is enough.
 */
#define CLOCK_ERROR 1.15

/*
 * Where a boot lays out memory slower for a cell, its few values are not
 * normal, and their variance is known less well than their number says.
 * `make calibrate` shows that so few degrees of freedom allow for it.
 */
#define BOOT_DF 0.6

static struct estimate estimate_cell(const struct run_series *run, size_t cell)
{
	struct estimate e = {
		.centre = series_centre(&run->cell[cell]),
		.units = run->cell[cell].count,
	};

	e.centre.variance *= CLOCK_ERROR * clock_inflation(&run->clock);
	if (run->note && run->note[cell].zero)
		e.unfit = UNFIT_ZERO;
	else if (e.units < UNITS_NEEDED)
		e.unfit = UNFIT_FEW;
	return e;
}

int estimates_of_processes(const struct run_series *run,
			   struct estimate *estimates)
{
	for (size_t i = 0; i < run->cells; i++)
		estimates[i] = estimate_cell(run, i);
	return 0;
}

int estimates_moderate(struct estimate *estimates, size_t count, bool more_df)
{
	struct spread *spreads = calloc(count + 1, sizeof(*spreads));

	if (!spreads)
		return -1;
	for (size_t i = 0; i < count; i++) {
		const struct centre *c = &estimates[i].centre;

		if (!isnan(c->variance))
			spreads[i] = (struct spread){
				c->variance * (double)estimates[i].units,
				c->df};
	}
	spreads_moderate(spreads, count);
	for (size_t i = 0; i < count; i++) {
		struct centre *c = &estimates[i].centre;

		if (isnan(c->variance))
			continue;
		c->variance = spreads[i].variance / (double)estimates[i].units;
		c->df = more_df ? spreads[i].df : BOOT_DF * c->df;
	}
	free(spreads);
	return 0;
}
