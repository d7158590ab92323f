/* SPDX-License-Identifier: GPL-2.0-only */
/* The rows of comparisons. */
#ifndef COMPARISONS_H
#define COMPARISONS_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stddef.h>

#include "comparison_models.h"
#include "plan/plan.h"

void comparisons_head(void);

/*
 * Print the row of one model, of @runs comparisons. Returns true if the model
 * keeps its bounds.
 */
bool comparisons_calibrate(gsl_rng *rng, const struct plan *plan,
			   const struct comparison_model *model, size_t runs);

/* The table of power: what is found of changes of unlike size. */
void comparisons_power_head(void);
void comparisons_power(gsl_rng *rng, const struct plan *plan,
		       const struct comparison_model *model, size_t runs);

#endif
