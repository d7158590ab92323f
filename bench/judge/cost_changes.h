/* SPDX-License-Identifier: GPL-2.0-only */
/* The changes of the costs of all pairs of a comparison. */
#ifndef COST_CHANGES_H
#define COST_CHANGES_H

#include "judge/cell_pairs.h"
#include "judge/cost_change.h"
#include "judge/terms.h"

/*
 * The changes of all pairs, in their order; those of skipped pairs are not
 * known. @times: the verdicts on their times. Returns an array to be freed, or
 * NULL out of memory.
 */
struct cost_change *cost_changes_make(const struct cell_pairs *pairs,
				      const struct verdicts *times,
				      const struct terms *terms, double level);

#endif
