/* SPDX-License-Identifier: GPL-2.0-only */
/* Results that were never measured: the cells of the timed plan, with noise. */
#ifndef MADE_UP_H
#define MADE_UP_H

#include "judge/comparison.h"
#include "models.h"
#include "plan/plan.h"

/* The cell whose time the effect lengthens on the side NEW, of those of arm a. */
#define MADE_UP_CHANGED 1

/* The plan of timed runs, with its A/A arms. Ends the program if it has none. */
struct plan *made_up_plan(void);

/* Make both sides; the caller frees them. Ends the program out of memory. */
void made_up_sides(gsl_rng *rng, const struct plan *plan,
		   const struct model *model, double effect, struct side *base,
		   struct side *fresh);

/* A history of so many runs; the effect begins with run MADE_UP_STEP. */
#define MADE_UP_RUNS 100
#define MADE_UP_STEP 50

void made_up_history(gsl_rng *rng, const struct plan *plan,
		     const struct model *model, double effect,
		     struct side *all);

#endif
