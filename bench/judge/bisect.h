/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A step of a bisection: whether a commit is like a good one or like a bad one.
 */
#ifndef BISECT_H
#define BISECT_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/comparison.h"

/* A cell that differs between GOOD and BAD, as this commit has it. */
struct bisect_cell {
	const struct result_cell *cell; /* of GOOD; borrowed */
	double good, bad, now;          /* p50 */
	bool is_bad;                    /* now it is nearer to BAD */
};

struct bisect_step {
	size_t count;
	struct bisect_cell *at;
	bool is_bad; /* one of them is */
};

/*
 * Compare across environments, because releases of a kernel tree differ from
 * commit to commit. Returns NULL with a message.
 */
struct comparison *bisect_compare(const struct side *base,
				  const struct side *fresh,
				  struct error *error);

/* Whether some cell differs between GOOD and BAD; @known: GOOD against BAD. */
bool bisect_is_possible(const struct comparison *known);

/*
 * Judge this commit by all cells that differ between GOOD and BAD and that it
 * has. @known: GOOD against BAD; @now: GOOD against this commit. Returns NULL
 * with a message if there is no such cell, or out of memory.
 */
struct bisect_step *bisect_judge(const struct comparison *known,
				 const struct comparison *now,
				 struct error *error);
void bisect_step_free(struct bisect_step *step);

#endif
