/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The looks of a run whose plan has some: after each round they decide which
 * cells leave. They follow from the plan and the samples alone, so a run that
 * is continued decides as it did before.
 */
#ifndef LOOKS_H
#define LOOKS_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/sequential_rule.h"
#include "judge/verdict.h"
#include "plan/batch.h"
#include "plan/plan.h"
#include "result/result.h"

/* What is known of one cell. */
struct decision {
	bool judges; /* it has a baseline to be judged against */
	bool left;
	size_t look; /* at which it was decided, from 1; 0: it is not */
	struct cell_verdict judged; /* where it is decided */
};

struct looks {
	size_t done;            /* looks that were made, or begin */
	struct decision *cells; /* by cell of the plan */
	struct look_levels levels[PLAN_LOOKS_MAX];
};

/* Returns NULL out of memory. */
struct looks *looks_new(const struct plan *plan);
void looks_free(struct looks *looks);

/*
 * Make the look that looks->done counts already at @run, the result so far, and
 * let cells leave: a mode's cell that is decided or has failed, and a baseline
 * that no cell needs any more. Returns 0, or -1 out of memory.
 */
int looks_make(struct looks *looks, const struct plan *plan,
	       struct batches *batches, const struct result *run);

/* The cells that have a baseline, and those of them that have not left. */
size_t looks_judged(const struct looks *looks, const struct plan *plan);
size_t looks_open(const struct looks *looks, const struct plan *plan);

#endif
