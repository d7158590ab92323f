/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The history of a plan: a series for each cell over many runs, and its
 * changes.
 */
#ifndef HISTORY_H
#define HISTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/cell_history.h"
#include "judge/run_order.h"
#include "lib/error.h"
#include "result/result.h"

struct history_options {
	const char *by; /* what to order by: see run_order() */
	/*
	 * Changes up to this share do not matter; negative: 0.1 % in exact
	 * venues, 1 % in timed ones.
	 */
	double threshold;
	double level; /* timed: share of histories that may have a false step */
};

struct history {
	size_t run_count;
	struct ordered_run *runs;
	struct history_options options; /* with the threshold in effect */
	bool exact;                     /* the venue is exact */
	size_t count;
	struct cell_history *cells;
	/* Timed: what all cells have in common, see timed_history_find(). */
	struct cell_history machine;
};

/*
 * Make the history of some runs, which the caller keeps. Returns NULL with a
 * message if there is one run only, if one is given twice, if venues or units
 * differ, or out of memory.
 */
struct history *history_make(struct result *const *runs, size_t count,
			     const struct history_options *options,
			     struct error *error);
void history_free(struct history *history);

/* Whether a cell changed: one whose times have only moved did not. */
bool cell_history_changed(const struct cell_history *cell);

/* How many cells changed. */
size_t history_changed(const struct history *history);

#endif
