/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The A/A arms of a plan: in a timed run each baseline is measured as two cells
 * that differ in nothing but their name. judge/aa_test.h compares the two.
 */
#ifndef AA_ARMS_H
#define AA_ARMS_H

#include "lib/error.h"
#include "plan/plan.h"

/*
 * Add a cell of arm B behind every baseline of @plan, and drop those that the
 * plan had already. Returns 0, or -1 with a message if the plan gets more than
 * PLAN_CELLS_MAX cells.
 */
int aa_arms_add(struct plan *plan, struct error *error);

#endif
