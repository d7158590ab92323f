/* SPDX-License-Identifier: GPL-2.0-only */
/* Series of numbers that were measured one after the other. */
#ifndef STATS_SERIES_H
#define STATS_SERIES_H

#include <stddef.h>

#include "stats/inference.h"

/*
 * Some of the values that were measured in a row. Several series can share one
 * row, each with its own places.
 */
struct series {
	double *value;
	size_t *when; /* place of each value in the row, from 0, without gaps */
	size_t count;
};

/* NAN of no values, and out of memory. */
struct centre series_centre(const struct series *series);

#endif
