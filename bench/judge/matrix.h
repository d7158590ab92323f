/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One plan on several kernels: what each mode costs over none on each of them,
 * and why a cost changed from one kernel to the next.
 */
#ifndef MATRIX_H
#define MATRIX_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/counter_changes.h"
#include "judge/verdict.h"
#include "result/result.h"

/* From the kernel before, of the same architecture, to this one. */
struct matrix_step {
	bool known; /* both kernels have the cell, and its baseline */
	/* Of the cost; of a baseline, of its time. A share of the time. */
	double change, share;
	enum verdict verdict; /* unchanged, moved, improved or regressed */
	struct counter_changes counters; /* that differ, per operation */
};

/* A cell on each kernel; the arrays have one entry for each column. */
struct matrix_row {
	const struct cell *cell;
	bool baseline;
	const struct result_cell **at; /* NULL: that kernel has none */
	double *value; /* the cost, of a baseline the time; NAN: none */
	double *time;  /* of the operation */
	struct matrix_step *step; /* to this column; unknown at the first */
};

struct matrix_column {
	const struct result *run;
	const char *architecture;
	bool first; /* of its architecture: there is no step to it */
};

struct matrix {
	size_t columns, count;
	struct matrix_column *column; /* by architecture, then kernel */
	struct matrix_row *rows;      /* in the order of plans, none first */
	double threshold;
	size_t architectures;
};

/*
 * Put results side by side: of one exact venue and of one plan, each kernel
 * once, references or not. @architectures: those of several may be mixed.
 * Changes up to the share @threshold of an operation's time do not matter.
 * Returns NULL with a message. The runs must outlive the matrix.
 */
struct matrix *matrix_make(struct result *const *runs, size_t count,
			   bool architectures, double threshold,
			   struct error *error);
void matrix_free(struct matrix *matrix);

#endif
