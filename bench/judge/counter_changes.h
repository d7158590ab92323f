/* SPDX-License-Identifier: GPL-2.0-only */
/* How the counters of two cells differ: callbacks, invalidations and so on. */
#ifndef COUNTER_CHANGES_H
#define COUNTER_CHANGES_H

#include <stddef.h>

#include "judge/cell_pairs.h"
#include "judge/verdict.h"

/* Bounds the list: more events and sums than an operation has. */
#define COUNTERS_MAX 48

struct counter_change {
	const char *name; /* "unmap" or "spurious"; borrowed from the result */
	double base, fresh; /* per operation */
};

struct counter_changes {
	size_t count;
	struct counter_change at[COUNTERS_MAX];
};

/*
 * The counters in which a pair differs, each over the operations of all runs of
 * a side. The pair must have both cells.
 */
struct counter_changes counter_changes_of(const struct cell_pairs *pairs,
					  size_t pair);

/*
 * The verdict on a cell whose times have the verdict @times. A callback more
 * per operation is a regression even if no time changed.
 */
enum verdict counter_changes_verdict(const struct counter_changes *changes,
				     enum verdict times);

#endif
