/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How the cost of a cell changed: what its operations take longer than those of
 * the baseline (mode none) of the same activity in the same run.
 */
#ifndef COST_CHANGE_H
#define COST_CHANGE_H

#include <stdbool.h>

#include "judge/verdict.h"
#include "stats/inference.h"

struct cost_change {
	/*
	 * Both cells have a baseline, and they are not baselines themselves:
	 * what none costs is its time.
	 */
	bool known;
	double base, fresh; /* costs, in the unit of the run */
	double change;      /* fresh - base */
	double low, high;   /* timed: the interval of the change, or NAN */
	double p;           /* corrected for the number of cells */
	double time; /* of the operation in BASE; relevance is a share of it */
	enum verdict verdict;
	enum unfit unfit;             /* timed: why it is not judged */
	struct difference difference; /* timed: of the costs */
};

#endif
