/* SPDX-License-Identifier: GPL-2.0-only */
/* The evidence on one cell, and what is said of it. */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/verdict.h"
#include "stats/inference.h"

struct evidence {
	struct difference difference; /* of the logarithms of the times */
	double p;                     /* corrected for the number of cells */
	size_t units;                 /* of the side that has fewer */
	double fixed; /* share of the variance that more units do not lessen */
	bool known;   /* false: the cell cannot be judged */
};

/*
 * Set the verdict, the ratio, its interval, p, and how many more units are
 * needed. @threshold: changes up to this share do not matter.
 */
void judge_evidence(struct cell_verdict *v, const struct evidence *evidence,
		    double threshold, double level);

#endif
