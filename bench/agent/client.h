/* SPDX-License-Identifier: GPL-2.0-only */
/* The module's device, seen from the process that it is attached to. */
#ifndef AGENT_CLIENT_H
#define AGENT_CLIENT_H

#include <stddef.h>
#include <stdint.h>

#include "common/cell.h"
#include "mnbench_abi.h"

/* All return 0 or -errno (or, where it says so, something not negative). */

/*
 * Open a session for this process. Returns its file descriptor; -ENOENT where
 * the module is not loaded.
 */
int device_open(void);
int device_attach(int fd, const struct cell *cell);
int device_detach(int fd);
/* Wait until deferred removals have been carried out. */
int device_settle(int fd);
/* Read all counters, and with @reset zero what counts up. */
int device_counters(int fd, struct mnbench_counters *counters, bool reset);
/* Run commands; the result of the first that failed. */
int device_submit(int fd, struct mnbench_command *commands, size_t count);

/* One command each. */
int device_read(int fd, uintptr_t addr, void *data, size_t size,
		unsigned int flags);
int device_write(int fd, uintptr_t addr, const void *data, size_t size,
		 unsigned int flags);
int device_map(int fd, uintptr_t addr, size_t size, unsigned int flags);
/* Buffers: whole pages. Do nothing in modes that need none. */
int device_register(int fd, uintptr_t addr, size_t size);
int device_unregister(int fd, uintptr_t addr, size_t size);
/* One byte a page: MNBENCH_PAGE_*. */
int device_snapshot(int fd, uintptr_t addr, size_t size, uint8_t *states);

#endif
