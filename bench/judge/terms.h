/* SPDX-License-Identifier: GPL-2.0-only */
/* The terms on which runs of a venue are compared. */
#ifndef TERMS_H
#define TERMS_H

#include <stdbool.h>

#include "result/result.h"

struct terms {
	bool exact;       /* the venue measures exactly, else by the clock */
	double threshold; /* changes up to this share do not matter */
};

/*
 * The terms for runs of the venue of @run. @threshold is what the user wants,
 * or negative for the venue's own: 0.1 % in an exact venue, 1 % in a timed one.
 */
struct terms terms_of(const struct result *run, double threshold);

/* The same, where each change of an exact time matters: 0 in an exact venue. */
struct terms terms_strict(const struct result *run, double threshold);

#endif
