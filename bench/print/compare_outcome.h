/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Compared cells as tests that pass or fail, for the reports of systems that
 * know tests alone.
 */
#ifndef PRINT_COMPARE_OUTCOME_H
#define PRINT_COMPARE_OUTCOME_H

#include <stddef.h>

#include "judge/comparison.h"

enum outcome {
	OUTCOME_PASS,
	OUTCOME_FAIL,  /* a regression, or a cell that fails in NEW alone */
	OUTCOME_ERROR, /* the cell has failed on both sides: nothing is known */
	OUTCOME_SKIP,  /* not compared, or not judged */
};

/* One line that says why; room for any. */
#define OUTCOME_TEXT_MAX 1024

/*
 * Return the outcome of a cell, and store in one line what changed, or why it
 * was not judged.
 */
enum outcome compare_outcome(const struct comparison *c,
			     const struct compared_cell *cell, char *text,
			     size_t size);

/*
 * Why no cell of a comparison was judged reliably, in one line; NULL: they
 * were.
 */
const char *compare_no_outcome(const struct comparison *c);

#endif
