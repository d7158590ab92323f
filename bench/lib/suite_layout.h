/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the parts of a suite are that are built, downloaded and stored. In a
 * source tree they are in its folders build and results. An installed suite is
 * only read, and these parts are in the user's XDG folders.
 */
#ifndef SUITE_LAYOUT_H
#define SUITE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"

/*
 * Return true if @suite_dir (lib/suite_dir.h) is what `make install` made: its
 * agent is beside vm/, and not in build/.
 */
bool suite_is_installed(const char *suite_dir);

/* Return how a user calls mnbench: "mnbench", or in a tree "build/mnbench". */
const char *suite_program(void);

/* Write the path of the agent that was built for this machine. */
void suite_agent(const char *suite_dir, char *path, size_t size);

/*
 * Write the path of the agent beside @agent that has the allocator jemalloc.
 * Returns whether it is there: building it needs that library.
 */
bool suite_agent_jemalloc(const char *agent, char *path, size_t size);

/*
 * Write the folder of what can be made again, prepared kernels and downloads:
 * $MNBENCH_CACHE, else build/ of a source tree, else $XDG_CACHE_HOME/mnbench.
 * Returns 0, or -1 with a message. vm/cache.sh does the same.
 */
int suite_cache_dir(const char *suite_dir, char *path, size_t size,
		    struct error *error);

/*
 * Write the folder of runs in progress: run/ of $MNBENCH_STATE, else of build/
 * of a source tree, else of $XDG_STATE_HOME/mnbench. Returns 0, or -1 with a
 * message.
 */
int suite_runs_dir(const char *suite_dir, char *path, size_t size,
		   struct error *error);

/*
 * Write the folder where results go for which the user names no file: results/
 * of $MNBENCH_STATE, else of a source tree, else of $XDG_STATE_HOME/mnbench.
 * Returns 0, or -1 with a message.
 */
int suite_results_dir(const char *suite_dir, char *path, size_t size,
		      struct error *error);

#endif
