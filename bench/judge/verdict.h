/* SPDX-License-Identifier: GPL-2.0-only */
/* Verdicts: what a comparison says of each cell. */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdbool.h>
#include <stddef.h>

enum verdict {
	VERDICT_UNCHANGED, /* timed: proved to be within the threshold */
	VERDICT_IMPROVED,
	VERDICT_REGRESSED,
	VERDICT_INCONCLUSIVE, /* timed only: neither is proved */
};

/* "unchanged", "improved", "regressed" or "inconclusive". */
const char *verdict_name(enum verdict verdict);

struct cell_verdict {
	enum verdict verdict;
	double ratio;     /* NEW to BASE; NAN where there is none */
	double low, high; /* timed: the confidence interval of the ratio */
	double p;         /* corrected for the number of cells */
	bool moved;       /* exact: the operations take other times */
	/*
	 * INCONCLUSIVE: how many more units (processes or boots) a side needs,
	 * estimated; 0: more would not help.
	 */
	size_t more;
};

/* Why no cell of a comparison can be judged. */
enum unfit {
	FIT,
	UNFIT_DRIFT, /* a run drifted by more than the threshold */
	UNFIT_BOOTS, /* one run a side, from different boots */
};

struct verdicts {
	enum unfit unfit;
	/*
	 * Timed: the smallest p of the A/A tests of all runs, else 1. Nothing
	 * is reliable below AA_TEST_LEVEL.
	 */
	double aa_p;
	size_t count;
	struct cell_verdict *at; /* one for each cell, in their order */
};

/* @count verdicts of VERDICT_UNCHANGED, or NULL out of memory. */
struct verdicts *verdicts_new(size_t count);
void verdicts_free(struct verdicts *verdicts);

#endif
