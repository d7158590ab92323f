/* SPDX-License-Identifier: GPL-2.0-only */
/* Runs in the order of a history: by time, by name, or by a field. */
#ifndef RUN_ORDER_H
#define RUN_ORDER_H

#include <stddef.h>

#include "lib/error.h"
#include "result/result.h"

struct ordered_run {
	struct result *run;
	const char *key; /* what it was ordered by; borrowed from the run */
};

/*
 * Order runs by "time", "name", "kernel" or the path of a field that is text,
 * such as "environment.build.compiler". Returns an array of @count to be freed,
 * or NULL with a message.
 */
struct ordered_run *run_order(struct result *const *runs, size_t count,
			      const char *by, struct error *error);

#endif
