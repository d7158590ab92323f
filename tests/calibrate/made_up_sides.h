/* SPDX-License-Identifier: GPL-2.0-only */
/* Made-up sides of a comparison. */
#ifndef MADE_UP_SIDES_H
#define MADE_UP_SIDES_H

#include <gsl/gsl_rng.h>

#include "comparison_models.h"
#include "judge/comparison.h"
#include "made_up.h"

/*
 * Make both sides of a comparison; @effect is a share of the time. The caller
 * frees them. Exits if there is no memory.
 */
void made_up_sides(gsl_rng *rng, const struct plan *plan,
		   const struct comparison_model *model, double effect,
		   struct side *base, struct side *fresh);

#endif
