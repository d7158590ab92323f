// SPDX-License-Identifier: GPL-2.0-only
/* Fitting a straight line to a whitened series, by least squares. */
#include "stats/line_fit.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

struct line_fit line_fit(const struct whitening *w, const double *values,
			 size_t count, double *line)
{
	const double *level = whitening_step(w, 0);
	double ll = 0, lx = 0, xx = 0, ly = 0, xy = 0, yy = 0, own, with;
	double df = (double)count - 2;
	struct line_fit fit;

	for (size_t t = 0; t < count; t++)
		line[t] = (double)t / (double)(count - 1) - 0.5;
	whitening_apply(w, line, count);
	for (size_t t = 0; t < count; t++) {
		ll += level[t] * level[t];
		lx += level[t] * line[t];
		xx += line[t] * line[t];
		ly += level[t] * values[t];
		xy += line[t] * values[t];
		yy += values[t] * values[t];
	}
	own = xx - lx * lx / ll;
	with = xy - lx * ly / ll;
	fit.change = with / own;
	fit.squares = fmax(0, yy - ly * ly / ll - with * with / own);
	if (fit.squares > 1e-12 * yy)
		fit.p = 2 * gsl_cdf_tdist_Q(fabs(fit.change) * sqrt(own) /
						    sqrt(fit.squares / df),
					    df);
	else
		fit.p = fit.change == 0;
	return fit;
}
