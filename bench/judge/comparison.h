/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A comparison of two sides, each of one run or of several: which cells became
 * slower or faster, by which counters, and whether they may be compared at all.
 */
#ifndef COMPARISON_H
#define COMPARISON_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/compared_cell.h"
#include "judge/environment_diff.h"
#include "judge/plan_diff.h"
#include "judge/side.h"
#include "judge/varying_keys.h"
#include "judge/verdict.h"
#include "lib/error.h"

/* What the cells of modes other than none are judged by. */
enum view {
	/* Costs across kernels, if there are baselines; else times. */
	VIEW_DEFAULT,
	VIEW_TIMES,
	VIEW_COSTS, /* over none; a cell without a baseline by its time */
};

struct compare_options {
	/* Changes up to this share do not matter; negative: the venue's own. */
	double threshold;
	double level; /* share of comparisons that may raise a false alarm */
	bool across;  /* compare unlike environments, and say so */
	bool architectures; /* compare two architectures, with across */
	enum view view;
};

struct comparison {
	const struct side *base, *fresh; /* borrowed */
	struct compare_options options;  /* with the threshold in effect */
	bool exact;                      /* the venue is exact */
	struct environment_diff *environment;
	struct plan_diff plans;
	struct varying_keys varying;
	bool costs; /* cells that have a baseline are judged by their costs */
	size_t count;
	struct compared_cell *cells;
	enum unfit unfit; /* FIT where no cell was judged */
	double aa_p;      /* this and the next two as in struct verdicts */
	struct common_shift shift;
	bool boots;
};

/*
 * Compare. Returns NULL with a message if that is impossible: another venue or
 * unit, no cell in common, several runs of an exact venue, costs without a
 * baseline, out of memory. With unlike environments and without
 * @options->across no cell is judged: see comparison_unlike().
 */
struct comparison *comparison_make(const struct side *base,
				   const struct side *fresh,
				   const struct compare_options *options,
				   struct error *error);
void comparison_free(struct comparison *comparison);

/* The environments differ, and the user did not ask to compare across them. */
bool comparison_unlike(const struct comparison *comparison);

/*
 * The A/A test of a run failed: nothing that the comparison says is reliable.
 */
bool comparison_void(const struct comparison *comparison);

/* How many cells have this verdict. */
size_t comparison_count(const struct comparison *comparison,
			enum verdict verdict);

/* How many cells were compared, and how many of them could be judged. */
size_t comparison_compared(const struct comparison *comparison);
size_t comparison_judged(const struct comparison *comparison);

/* How many cells have failed in NEW and not in BASE. */
size_t comparison_broken(const struct comparison *comparison);

#endif
