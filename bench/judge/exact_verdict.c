// SPDX-License-Identifier: GPL-2.0-only
/* Judging exact times by their levels. */
#include "judge/exact_verdict.h"

#include <math.h>

#include "result/cell_totals.h"

static enum verdict judge(bool moved, double ratio, double threshold)
{
	if (!moved)
		return VERDICT_UNCHANGED;
	/* Other levels with the same mean are a change, too. */
	if (ratio == 1 && threshold == 0)
		return VERDICT_REGRESSED;
	if (fabs(ratio - 1) <= threshold)
		return VERDICT_MOVED;
	return ratio > 1 ? VERDICT_REGRESSED : VERDICT_IMPROVED;
}

static int judge_pair(const struct cell_pair *pair, double threshold,
		      struct cell_verdict *verdict)
{
	struct levels base, fresh;
	double ratio = 1;
	bool moved;

	if (totals_levels(pair->base, &base) ||
	    totals_levels(pair->fresh, &fresh))
		return -1;
	moved = !levels_equal(&base, &fresh);
	if (moved)
		ratio = levels_ratio(&base, &fresh);
	*verdict = (struct cell_verdict){
		.verdict = judge(moved, ratio, threshold),
		.ratio = ratio,
		.low = ratio,
		.high = ratio,
		.p = moved ? 0 : 1,
		.moved = moved,
	};
	return 0;
}

struct verdicts *exact_verdicts(const struct cell_pairs *pairs,
				double threshold)
{
	struct verdicts *verdicts = verdicts_new(pairs->count);

	for (size_t i = 0; verdicts && i < pairs->count; i++) {
		const struct cell_pair *pair = &pairs->at[i];

		if (!pair->skipped &&
		    judge_pair(pair, threshold, &verdicts->at[i])) {
			verdicts_free(verdicts);
			return NULL;
		}
	}
	return verdicts;
}
