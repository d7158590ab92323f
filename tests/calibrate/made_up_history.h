/* SPDX-License-Identifier: GPL-2.0-only */
/* Made-up histories. */
#ifndef MADE_UP_HISTORY_H
#define MADE_UP_HISTORY_H

#include <gsl/gsl_rng.h>

#include "history_models.h"
#include "judge/history.h"
#include "judge/side.h"
#include "made_up.h"

/* The number of runs of a history, and the run in which the effect begins. */
#define MADE_UP_RUNS 100
#define MADE_UP_STEP 50

/* The caller frees the runs. Exits if there is no memory. */
void made_up_history(gsl_rng *rng, const struct plan *plan,
		     const struct history_model *model, double effect,
		     struct side *all);

#endif
