/* SPDX-License-Identifier: GPL-2.0-only */
/* How near two cells of two sides are to each other. */
#ifndef CELL_MATCH_H
#define CELL_MATCH_H

#include <stdbool.h>

#include "common/cell.h"

enum match {
	MATCH_NONE,
	/* They differ in how much is measured: ops, warmup or limit_ns. */
	MATCH_EFFORT,
	/* They differ in the filter, and each has the default of its mode. */
	MATCH_FILTER,
	MATCH_SAME, /* they agree in each key that both modes have */
};

/* @any_mode: the modes may differ. */
enum match cell_match(const struct cell *a, const struct cell *b,
		      bool any_mode);

/*
 * An order of cells in which those that can match are equal: by each key that
 * all modes have, except the mode and how much is measured.
 */
int cell_match_order(const struct cell *a, const struct cell *b);

/* Whether a key says how much is measured, and not what. */
bool cell_key_is_effort(const struct cell_key *key);

#endif
