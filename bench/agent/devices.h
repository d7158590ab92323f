/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The devices of a process: one session of /dev/mnbench for each. All of them
 * map the same pages.
 */
#ifndef AGENT_DEVICES_H
#define AGENT_DEVICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/cell.h"
#include "mnbench_abi.h"

struct devices {
	size_t count; /* 0: the module is not loaded */
	int fd[CELL_DEVICES_MAX];
};

/* How many devices a process of this cell has: at least one. */
size_t devices_of_cell(const struct cell *cell);

/* All functions that return an int return 0 or -errno of the first failure. */

/* Open a session for each; -ENOENT: the module is not loaded. */
int devices_open(struct devices *devices, size_t count);
void devices_close(struct devices *devices);

/* The time of the calls alone goes to @ns. */
int devices_attach(const struct devices *devices, const struct cell *cell,
		   uint64_t *ns);
int devices_detach(const struct devices *devices, uint64_t *ns);

/* Wait until the deferred work of all is done. */
int devices_settle(const struct devices *devices);

/* Add the counters of all to @sum, if it is not NULL; see device_counters(). */
int devices_counters(const struct devices *devices,
		     struct mnbench_counters *sum, bool reset);

/* Run the commands on one device after the other. */
int devices_submit(const struct devices *devices,
		   struct mnbench_command *commands, size_t count);

#endif
