/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Comparisons of runs whose plan has looks. A cell that left when it was
 * decided must not be judged as if its number of samples had been planned: what
 * was extreme at a look is what left.
 */
#ifndef SEQUENTIAL_COMPARISON_H
#define SEQUENTIAL_COMPARISON_H

#include <stddef.h>

#include "common/cell.h"
#include "judge/judged_cell.h"
#include "judge/side.h"
#include "judge/timed_verdict.h"
#include "judge/verdict.h"

/* Pairs that are compared, each by the cell on either side. */
struct sequential_pairs {
	const struct cell *const *base, *const *fresh;
	const struct judged_cell *cells;
	size_t count;
};

/*
 * Change the verdicts @judged on @pairs to what the looks allow. Two modes of
 * one run are judged on what the last look at their cells had, by its levels.
 * If one run a side is compared, the p of a cell is raised as the last look at
 * it demands. Other comparisons, and runs without looks, stay as they are.
 * Returns 0, or -1 out of memory.
 */
int sequential_comparison(const struct side *base, const struct side *fresh,
			  const struct sequential_pairs *pairs,
			  const struct timed_options *options,
			  struct verdicts *judged);

#endif
