// SPDX-License-Identifier: GPL-2.0-only
/* The steps of a workload in the agent, with an error that says what failed. */
#include "agent/workload_step.h"

#include <errno.h>
#include <string.h>

int workload_failed(const struct activity *a, const char *what, int err,
		    struct error *error)
{
	return error_set(error, "%s: %s", what,
			 err == -ENODATA && a->undone ? a->undone
						      : strerror(-err));
}

int workload_step(int (*step)(struct activity *a), struct activity *a,
		  const char *what, struct error *error)
{
	int ret = step ? step(a) : 0;

	return ret ? workload_failed(a, what, ret, error) : 0;
}
