/* SPDX-License-Identifier: GPL-2.0-only */
/* The command that continues an interrupted run. */
#ifndef RESUME_COMMAND_H
#define RESUME_COMMAND_H

#include "run/options.h"

/*
 * Return `PROGRAM run ... --resume` with every option that was given, quoted
 * for a shell; the caller frees it. NULL if out of memory.
 */
char *resume_command(const struct run_options *options);

#endif
