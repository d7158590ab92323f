/* SPDX-License-Identifier: GPL-2.0-only */
/* Made-up histories. */
#ifndef MADE_UP_HISTORY_H
#define MADE_UP_HISTORY_H

#include <gsl/gsl_rng.h>

#include "history_models.h"
#include "judge/side.h"
#include "plan/plan.h"

/* The runs of a history, and the run in which the effect begins. */
size_t made_up_runs(const struct history_model *model);
size_t made_up_step(const struct history_model *model);

/* The index of the cell that the effect makes slower. */
size_t made_up_slower(const struct history_model *model);

/* The caller frees the runs. Exits if there is no memory. */
void made_up_history(gsl_rng *rng, const struct plan *plan,
		     const struct history_model *model, double effect,
		     struct side *all);

#endif
