/* SPDX-License-Identifier: GPL-2.0-only */
/* The numbers of section [plan]. */
#ifndef PLAN_NUMBERS_H
#define PLAN_NUMBERS_H

#include "lib/error.h"
#include "plan/plan.h"
#include "plan/plan_file.h"

/* Store them in @plan. Returns 0, or -1 with @error and its place. */
int plan_numbers_settle(struct plan *plan, const struct plan_file *file,
			struct error *error);

#endif
