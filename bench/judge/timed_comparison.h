/* SPDX-License-Identifier: GPL-2.0-only */
/* Verdicts on two sides of a timed venue. */
#ifndef TIMED_COMPARISON_H
#define TIMED_COMPARISON_H

#include "judge/cell_pairs.h"
#include "judge/verdict.h"

/*
 * Judge the times of all pairs that are not skipped. Changes up to the share
 * @threshold do not matter; @level is the share of comparisons that may raise a
 * false alarm. Returns NULL out of memory.
 */
struct verdicts *timed_comparison(const struct side *base,
				  const struct side *fresh,
				  const struct cell_pairs *pairs,
				  double threshold, double level);

#endif
