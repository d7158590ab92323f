/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rule by which a run with looks decides its cells (docs/plans.md, `samples
 * = until decided`): what a look demands of the difference between a mode and
 * its baseline.
 */
#ifndef SEQUENTIAL_RULE_H
#define SEQUENTIAL_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/verdict.h"
#include "result/result.h"

/* The share of runs that may call any cell changed that is not. */
#define SEQUENTIAL_LEVEL 0.05

struct sequential_rule {
	size_t looks;   /* planned */
	size_t samples; /* of a cell at the last look */
	size_t cells;   /* planned, that have a baseline */
};

/*
 * Two-sided levels of one look, each such that all looks together keep the
 * level of the run.
 */
struct look_levels {
	double changed;   /* of one of all cells: below it a cell changed */
	double unchanged; /* of the interval that shows that one did not */
	double interval;  /* of the interval that is printed */
};

/* Return false if the plan of @run has no looks. */
bool sequential_rule_of(const struct result *run, struct sequential_rule *rule);

/* The samples of a cell at look @look, from 1. */
size_t sequential_samples(const struct sequential_rule *rule, size_t look);

/* The look at which a cell with @samples samples left, from 1. */
size_t sequential_look(const struct sequential_rule *rule, size_t samples);

/*
 * Write the levels of each look to @levels, an array of rule->looks. @level: of
 * the run. Returns 0, or -1 out of memory.
 */
int sequential_levels(const struct sequential_rule *rule, double level,
		      struct look_levels *levels);

/*
 * Judge the difference between the two sides of @v again, by the levels of a
 * look. A cell that cannot be judged stays so. The p of @v becomes comparable
 * with @level: it is below it if that of the difference is below the level of
 * the look.
 */
void sequential_judge(struct cell_verdict *v, const struct look_levels *levels,
		      double threshold, double level);

#endif
