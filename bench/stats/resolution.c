// SPDX-License-Identifier: GPL-2.0-only
/*
 * The resolution of values. Noise lets the mean of rounded values follow the
 * true mean; what is left of the error of rounding is its first harmonic, which
 * falls as the characteristic function of the noise does (Widrow).
 */
#include "stats/resolution.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_sort.h>
#include <math.h>

/* Values that differ by less than this share are alike: floating point. */
#define ALIKE 1e-9

double resolution_of(double *values, size_t count)
{
	double least = 0;

	gsl_sort(values, 1, count);
	for (size_t i = 1; i < count; i++) {
		double step = values[i] - values[i - 1];

		if (step > ALIKE * fabs(values[i]) &&
		    (least == 0 || step < least))
			least = step;
	}
	return least;
}

double rounding_variance(double step, double variance)
{
	double own = step * step / 12;
	double noise = fmax(0, variance - own);

	return step > 0 ? own * exp(-4 * M_PI * M_PI * noise / (step * step))
			: 0;
}
