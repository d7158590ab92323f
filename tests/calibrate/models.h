/* SPDX-License-Identifier: GPL-2.0-only */
/* Models of what disturbs a timed run. */
#ifndef MODELS_H
#define MODELS_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stddef.h>

struct model {
	const char *name;
	/*
	 * Fill the noise of one run: a share of the time that each of @count
	 * processes took, in the order in which they ran. @run: how many runs
	 * of the comparison came before.
	 */
	void (*fill)(gsl_rng *rng, size_t run, double *noise, size_t count);
	size_t boots;           /* runs a side, each in a boot of its own */
	bool one_boot;          /* both sides ran in one boot */
	bool powered;           /* the bound on power is meant to hold */
	const char *protection; /* if not: what keeps the user from harm */
};

/* Of processes within runs, and of runs within a history; ended by one without a
 * name. */
extern const struct model models[];
extern const struct model history_models[];

#endif
