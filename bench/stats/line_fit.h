/* SPDX-License-Identifier: GPL-2.0-only */
/* A straight line through a whitened series, and its test. */
#ifndef LINE_FIT_H
#define LINE_FIT_H

#include <stddef.h>

#include "stats/whitening.h"

struct line_fit {
	double change;  /* from the first value to the last */
	double p;       /* two-sided, of no change */
	double squares; /* what the line leaves, whitened */
};

/* @count: whitened values, at least 3. @scratch: working space of as many. */
struct line_fit line_fit(const struct whitening *whitening,
			 const double *values, size_t count, double *scratch);

#endif
