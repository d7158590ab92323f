/* SPDX-License-Identifier: GPL-2.0-only */
/* Models of the noise of timed runs. */
#ifndef COMPARISON_MODELS_H
#define COMPARISON_MODELS_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stddef.h>

struct comparison_model {
	const char *name;
	/*
	 * Fill @noise for one run: for each of @count processes, in the order
	 * in which they run, the share that its time differs from the model
	 * without noise. @run: number of earlier runs of the comparison.
	 */
	void (*fill)(gsl_rng *rng, size_t run, double *noise, size_t count);
	size_t boots;           /* runs a side, each in its own boot */
	bool one_boot;          /* both sides ran in one boot */
	bool powered;           /* the bound on power must hold */
	const char *protection; /* if not powered: what happens instead */
};

/* An entry without a name ends the table. */
extern const struct comparison_model comparison_models[];

#endif
