/* SPDX-License-Identifier: GPL-2.0-only */
/* Crossing the lists of a plan into cells. */
#ifndef PLAN_CELLS_H
#define PLAN_CELLS_H

#include "lib/error.h"
#include "plan/plan.h"
#include "plan/plan_file.h"

/*
 * Fill the cells of @plan, whose memory_mb is known. Returns 0, or -1 with
 * @error and its place.
 */
int plan_cells_cross(struct plan *plan, const struct plan_file *file,
		     struct error *error);

#endif
