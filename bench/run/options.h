/* SPDX-License-Identifier: GPL-2.0-only */
/* The options of mnbench run. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "run/fleet_options.h"
#include "run/shard.h"

#define RUN_SET_MAX 64

/* What the user asked for; NULL, 0 or false where an option was not given. */
struct run_options {
	const char *program; /* the name that mnbench was called by */
	const char *plan, *venue, *kernel, *output;
	char *set[RUN_SET_MAX]; /* "KEY=VALUE" for the plan */
	size_t set_count;
	size_t jobs; /* guests that run at once */
	bool resume;
	/* For the running kernel: "yes" or a file; and may it be loaded? */
	const char *module;
	bool yes;
	const char *settings; /* of the machine, for the run (host/change.h) */
	/* The arguments with which vm/side.sh prepares it; NULL: none. */
	const char *prepare[2];
	const char *resume_with; /* a command that resumes it; NULL: run */
	struct shard shard;
	struct fleet_options fleet;
	/* A folder that must have a reference; only for a check. */
	const char *reference;
};

#endif
