/* SPDX-License-Identifier: GPL-2.0-only */
/* Models of the noise of histories. */
#ifndef HISTORY_MODELS_H
#define HISTORY_MODELS_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stddef.h>

struct history_model {
	const char *name;
	/*
	 * Fill @noise for one cell: for each of @count runs the share that its
	 * median differs from the model without noise, for a noise of 1 %.
	 */
	void (*fill)(gsl_rng *rng, double *noise, size_t count);
	const char *protection; /* if it has no bound on power: why not */
	bool powered;           /* the bound on power must hold */
	size_t runs, cells;     /* 0: HISTORY_RUNS, all cells */
	/* What all cells have in common, filled likewise; NULL: nothing. */
	void (*common)(gsl_rng *rng, double *noise, size_t count);
	/* The noise of one cell that differs from the others, or NULL. */
	void (*odd)(gsl_rng *rng, double *noise, size_t count);
	double quantum; /* times are multiples of this share; 0: any */
	/* Cells have from 0.3 to 10 times the noise; the changed one has 1. */
	bool unequal;
};

#define HISTORY_RUNS 100

/* An entry without a name ends the table. */
extern const struct history_model history_models[];

#endif
