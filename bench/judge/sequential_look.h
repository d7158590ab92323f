/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A look at a run whose plan has looks: what the samples so far say of each
 * mode's cell against its baseline.
 */
#ifndef SEQUENTIAL_LOOK_H
#define SEQUENTIAL_LOOK_H

#include "judge/sequential_rule.h"
#include "judge/verdict.h"
#include "result/result.h"

/*
 * Judge the cells of @run by the levels of the last look that it has. The
 * verdicts are those of the cells of @run, in their order. That of a cell that
 * has no baseline, or failed together with it, is inconclusive. Returns NULL
 * out of memory.
 */
struct verdicts *sequential_look_judge(const struct result *run,
				       const struct look_levels *levels);

/* The baseline of a cell of @run; NULL: it has none, or is one. */
const struct result_cell *sequential_baseline(const struct result *run,
					      const struct result_cell *cell);

/*
 * @run as it was at look @look: with the samples of the rounds before it.
 * Returns NULL out of memory. The view borrows from @run.
 */
struct result *sequential_view(const struct result *run,
			       const struct sequential_rule *rule, size_t look);
void sequential_view_free(struct result *view);

#endif
