/* SPDX-License-Identifier: GPL-2.0-only */
/* The CPUs that the threads of a plan need. */
#ifndef PLAN_CPUS_H
#define PLAN_CPUS_H

#include <stdint.h>

#include "lib/error.h"
#include "plan/plan.h"
#include "plan/venue.h"

/* The least number of CPUs of a guest: one operates, one keeps house. */
#define PLAN_CPUS_MIN 2

/* CPUs of a guest that measures the plan: one for each thread, at least 2. */
uint64_t plan_cpus(const struct plan *plan);

/* CPUs of this machine that are online. */
uint64_t machine_cpus(void);

/*
 * Check that the threads of a plan, which messages call @shown, can run at the
 * same time in a venue on this machine. Returns 0, or -1 with @error.
 */
int plan_cpus_check(const struct plan *plan, const char *shown,
		    const struct venue *venue, struct error *error);

#endif
