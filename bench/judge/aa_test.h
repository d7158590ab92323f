/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The A/A arm: in a timed run each baseline is measured under two names. Both are
 * the same, so what differs between them is what the run cannot tell.
 */
#ifndef ARMS_H
#define ARMS_H

#include "plan/plan.h"
#include "result/result.h"

/* Give every baseline of a plan a twin. Returns 0, or -1 with a message. */
int arms_add(struct plan *plan, char *error, size_t error_size);

/* An honest run in a hundred is void. */
#define ARMS_LEVEL 0.01

/*
 * The least p, corrected for their number, that a baseline and its twin do not
 * differ; 1 where there is none; -1: out of memory. Below ARMS_LEVEL the run is
 * void.
 */
double arms_of_run(const struct result *run);

#endif
