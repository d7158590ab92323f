/* SPDX-License-Identifier: GPL-2.0-only */
/* The rows of histories. */
#ifndef HISTORIES_H
#define HISTORIES_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stddef.h>

#include "history_models.h"
#include "plan/plan.h"

/* The digest of a row covers as many histories. */
#define HISTORIES_PREFIX 5

void histories_head(void);

/*
 * Print the row of one model, of @runs histories. Returns true if the model
 * keeps its bounds.
 */
bool histories_calibrate(gsl_rng *rng, const struct plan *plan,
			 const struct history_model *model, size_t runs);

#endif
