/* SPDX-License-Identifier: GPL-2.0-only */
/* The steps of a workload in the agent, with an error that says what failed. */
#ifndef AGENT_WORKLOAD_STEP_H
#define AGENT_WORKLOAD_STEP_H

#include "lib/error.h"
#include "workload.h"

/*
 * Store an error: what was not done, or else the meaning of -errno in @err.
 * @what: the step. Returns -1.
 */
int workload_failed(const struct activity *a, const char *what, int err,
		    struct error *error);

/* Do one of them, which may be NULL. Returns 0, or -1 with @error. */
int workload_step(int (*step)(struct activity *a), struct activity *a,
		  const char *what, struct error *error);

#endif
