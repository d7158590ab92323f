// SPDX-License-Identifier: GPL-2.0-only
/* Percentiles of sorted values, by nearest rank. */
#include "stats/percentile.h"

#include <math.h>

double stats_percentile(const double *sorted, size_t count, double fraction)
{
	double rank = ceil(fraction * (double)count);

	if (count == 0)
		return NAN;
	return sorted[rank < 1 ? 0 : (size_t)rank - 1];
}
