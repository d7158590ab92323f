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
	};

	return names[verdict];
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
