/* SPDX-License-Identifier: GPL-2.0-only */
/* The changes of timed cells over many runs, and those of the machine. */
#ifndef TIMED_HISTORY_H
#define TIMED_HISTORY_H

#include "judge/cell_history.h"

/*
 * Find the changes of @count cells over @run_count runs, and of the machine:
 * what all cells have in common. Changes up to the share @threshold do not
 * matter; @level: share of histories that may have a false change. A p50 of 0
 * has no logarithm and is left out. Returns 0, or -1 out of memory.
 *
 * @machine has no cell. Its value is by how much a run took longer than the
 * median run, as a factor; NAN: not known; NULL: too few cells to tell.
 */
int timed_history_find(struct cell_history *cells, size_t count,
		       size_t run_count, double threshold, double level,
		       struct cell_history *machine);

#endif
