/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether a plan with looks can be measured in a venue. */
#ifndef PLAN_LOOKS_H
#define PLAN_LOOKS_H

#include "lib/error.h"
#include "plan/plan.h"
#include "plan/venue.h"

/*
 * Check a plan that messages call @shown. Returns 0, also if it has no looks,
 * or -1 with @error and its place.
 */
int plan_looks_check(const struct plan *plan, const char *shown,
		     const struct venue *venue, struct error *error);

#endif
