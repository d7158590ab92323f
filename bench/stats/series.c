// SPDX-License-Identifier: GPL-2.0-only
/* Series of numbers: their centres. */
#include "stats/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct centre series_centre(const struct series *series)
{
	double *copy = calloc(series->count + 1, sizeof(*copy));
	struct centre centre = {NAN, NAN, NAN};

	if (copy) {
		memcpy(copy, series->value, series->count * sizeof(*copy));
		centre = centre_of(copy, series->count);
	}
	free(copy);
	return centre;
}
