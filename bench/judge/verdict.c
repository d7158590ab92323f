// SPDX-License-Identifier: GPL-2.0-only
/* Verdicts: their names, and lists of them. */
#include "judge/verdict.h"

#include <stdlib.h>

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = {
		[VERDICT_UNCHANGED] = "unchanged",
		[VERDICT_IMPROVED] = "improved",
		[VERDICT_REGRESSED] = "regressed",
		[VERDICT_INCONCLUSIVE] = "inconclusive",
		[VERDICT_MOVED] = "moved",
	};

	return names[verdict];
}

const char *unfit_name(enum unfit unfit)
{
	static const char *const names[] = {
		[FIT] = NULL,
		[UNFIT_BOOTS] = "boots",
		[UNFIT_FEW] = "few",
		[UNFIT_UNEVEN] = "uneven",
		[UNFIT_ZERO] = "zero",
		[UNFIT_COARSE] = "coarse",
		[UNFIT_CLOCK] = "clock",
		[UNFIT_ALONE] = "alone",
	};

	return names[unfit];
}

const char *unfit_text(enum unfit unfit)
{
	static const char *const texts[] = {
		[FIT] = NULL,
		[UNFIT_BOOTS] = "the sides are of different boots, and boots "
				"differ by themselves. Compare folders with at "
				"least five boots each",
		[UNFIT_FEW] = "a side has fewer than five processes or boots",
		[UNFIT_UNEVEN] = "a side has more than four times as many "
				 "processes or boots as the other, which has "
				 "fewer than 20",
		[UNFIT_ZERO] = "a process took 0 ns by the clock",
		[UNFIT_COARSE] = "the clock is too coarse to tell how "
				 "processes differ",
		[UNFIT_CLOCK] = "cells wander by themselves, so that "
				"their processes are not independent",
		[UNFIT_ALONE] = "there are too few cells to tell a change of "
				"the machine from one of the cells",
	};

	return texts[unfit];
}

struct verdicts *verdicts_new(size_t count)
{
	struct verdicts *verdicts = calloc(1, sizeof(*verdicts));

	if (!verdicts)
		return NULL;
	verdicts->aa_p = 1;
	verdicts->count = count;
	verdicts->at = calloc(count + 1, sizeof(*verdicts->at));
	if (verdicts->at)
		return verdicts;
	free(verdicts);
	return NULL;
}

void verdicts_free(struct verdicts *verdicts)
{
	if (!verdicts)
		return;
	free(verdicts->at);
	free(verdicts);
}
