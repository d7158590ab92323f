/* SPDX-License-Identifier: GPL-2.0-only */
/* Made-up results: the cells of the plan for timed runs, with noise. */
#ifndef MADE_UP_H
#define MADE_UP_H

#include "judge/comparison.h"
#include "models.h"
#include "plan/plan.h"

/* The index, among cells of arm a, of the cell that the effect makes slower. */
#define MADE_UP_CHANGED 1

/* The plan for timed runs, with its A/A arms. Exits if it cannot be read. */
struct plan *made_up_plan(void);

/*
 * Make both sides of a comparison; @effect is a share of the time. The caller
 * frees them. Exits if there is no memory.
 */
void made_up_sides(gsl_rng *rng, const struct plan *plan,
		   const struct model *model, double effect, struct side *base,
		   struct side *fresh);

/* The number of runs of a history, and the run in which the effect begins. */
#define MADE_UP_RUNS 100
#define MADE_UP_STEP 50

void made_up_history(gsl_rng *rng, const struct plan *plan,
		     const struct model *model, double effect,
		     struct side *all);

#endif
