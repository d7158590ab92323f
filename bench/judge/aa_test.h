/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The A/A arm: in a timed run each baseline is measured under two names. Both are
 * the same, so what differs between them is what the run cannot tell.
 */
#ifndef AA_TEST_H
#define AA_TEST_H

#include "lib/error.h"
#include "judge/side.h"
#include "plan/plan.h"
#include "result/result.h"

/* Give every baseline of a plan a twin. Returns 0, or -1 with a message. */
int aa_arms_add(struct plan *plan, struct error *error);

/* An honest run in a hundred is void. */
#define AA_TEST_LEVEL 0.01

/*
 * The least p, corrected for their number, that a baseline and its twin do not
 * differ; 1 where there is none; -1: out of memory. Below AA_TEST_LEVEL the run is
 * void.
 */
double aa_test_run(const struct result *run);

/* The same over all runs of two sides, corrected for their number. */
double aa_test_sides(const struct side *base, const struct side *fresh);

#endif
