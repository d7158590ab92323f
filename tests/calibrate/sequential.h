/* SPDX-License-Identifier: GPL-2.0-only */
/* The rows of runs that measure until cells are decided. */
#ifndef SEQUENTIAL_H
#define SEQUENTIAL_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stddef.h>

#include "plan/plan.h"

/* The digest of a row covers as many runs of each effect. */
#define SEQUENTIAL_PREFIX 4

struct sequential_model {
	const char *name;
	/* As in comparison_models.h; of all samples that a run may have. */
	void (*fill)(gsl_rng *rng, size_t run, double *noise, size_t count);
};

/* An entry without a name ends the table. */
extern const struct sequential_model sequential_models[];

void sequential_head(void);

/*
 * Print the row of one model, of @runs runs for each effect. Returns true if
 * the model keeps its bounds.
 */
bool sequential_calibrate(gsl_rng *rng, const struct plan *plan,
			  const struct sequential_model *model, size_t runs);

#endif
