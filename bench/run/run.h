/* SPDX-License-Identifier: GPL-2.0-only */
/* mnbench run: from the options to a result file. */
#ifndef RUN_H
#define RUN_H

#include "lib/error.h"
#include "run/options.h"

/*
 * Measure and store. Returns an exit status; unless it is STATUS_OK, either
 * @error has a message or one has been printed.
 */
int run_plan(const struct run_options *options, struct error *error);

/*
 * Check the options, the plan and this machine's memory, and of the kernel what
 * is prepared already. Measures nothing. Returns 0, or -1 with a message.
 */
int run_check(const struct run_options *options, struct error *error);

#endif
