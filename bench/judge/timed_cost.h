/* SPDX-License-Identifier: GPL-2.0-only */
/* Costs of a timed venue, with their errors, and the verdicts on them. */
#ifndef TIMED_COST_H
#define TIMED_COST_H

#include <stddef.h>

#include "judge/cost_change.h"

/*
 * The change of a cost from the logarithms of four times: those of the baseline
 * (none) and of the mode on either side. The common shift of the machine is
 * taken out of NEW. Not known if one of the times is not.
 */
struct cost_change timed_cost_change(const struct centre *base_none,
				     const struct centre *base_mode,
				     const struct centre *fresh_none,
				     const struct centre *fresh_mode,
				     const struct common_shift *shift);

/*
 * Judge all changes that are known, if they are fit to be judged. Their p is
 * corrected by Holm's method for their number and for @others, the cells of the
 * comparison that are judged by their times; changes up to the share @threshold
 * of the operation's time do not matter. Returns 0, or -1 out of memory.
 */
int timed_costs_judge(struct cost_change *changes, size_t count, size_t others,
		      double threshold, double level);

#endif
