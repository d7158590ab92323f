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
	 * median differs from the model without noise. @run is 0.
	 */
	void (*fill)(gsl_rng *rng, size_t run, double *noise, size_t count);
	bool powered;           /* the bound on power must hold */
	const char *protection; /* if not powered: what happens instead */
};

/* An entry without a name ends the table. */
extern const struct history_model history_models[];

#endif
