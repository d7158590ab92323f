/* SPDX-License-Identifier: GPL-2.0-only */
/* Verdicts in an exact venue, where any other time is a change. */
#ifndef EXACT_VERDICT_H
#define EXACT_VERDICT_H

#include "judge/cell_pairs.h"
#include "judge/verdict.h"

/*
 * Judge the times of all pairs that are not skipped. What changed by no more
 * than the share @threshold has moved. Returns NULL out of memory.
 */
struct verdicts *exact_verdicts(const struct cell_pairs *pairs,
				double threshold);

#endif
