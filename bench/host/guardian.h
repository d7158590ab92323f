/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The guardian: a process that takes back what a run changed on the machine,
 * when the run ends or mnbench is killed. It is the only one that does, so that
 * one path is tested by every run. If it is killed, too, the state file tells
 * the next mnbench.
 */
#ifndef HOST_GUARDIAN_H
#define HOST_GUARDIAN_H

#include <sys/types.h>

#include "host/host_paths.h"
#include "lib/error.h"

struct guardian {
	pid_t pid;  /* 0: there is none */
	int alive;  /* a pipe that ends with this process */
	int report; /* on which it says what it could not take back */
};

/*
 * Start it. The caller holds the lock, and so does the guardian then. Returns
 * 0, or -1 with an error.
 */
int guardian_start(struct guardian *guardian, const struct host_paths *paths,
		   struct error *error);

/*
 * Let it take everything back, and wait for it. If it was killed, do the same
 * here. Returns 0, or -1 with an error.
 */
int guardian_finish(struct guardian *guardian, const struct host_paths *paths,
		    struct error *error);

#endif
