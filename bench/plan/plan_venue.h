/* SPDX-License-Identifier: GPL-2.0-only */
/* The cells that a venue cannot measure. */
#ifndef PLAN_VENUE_H
#define PLAN_VENUE_H

#include "lib/error.h"
#include "plan/plan.h"
#include "plan/venue.h"

/*
 * The least latency of the device with which other processes sleep nearly all
 * the time, in ns.
 */
#define OTHERS_SLEEP_NS_MIN 100000

/*
 * Check that a venue can measure each cell of a plan, which messages call
 * @shown. Returns 0, or -1 with @error.
 */
int plan_venue_check(const struct plan *plan, const char *shown,
		     const struct venue *venue, struct error *error);

#endif
