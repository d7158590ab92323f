/* SPDX-License-Identifier: GPL-2.0-only */
/* The calls of /dev/mnbench, for the process that the device is attached to. */
#ifndef AGENT_CLIENT_H
#define AGENT_CLIENT_H

#include <stddef.h>
#include <stdint.h>

#include "common/cell.h"
#include "mnbench_abi.h"

/* All functions return 0 or -errno; device_open() returns a descriptor. */

/*
 * Open a session for this process. Returns its file descriptor; -ENOENT: the
 * module is not loaded.
 */
int device_open(void);
int device_attach(int fd, const struct cell *cell);
/* The same as device @number; locks of the device belong to that number. */
int device_attach_as(int fd, const struct cell *cell, uint32_t number);
int device_detach(int fd);
/* Wait until deferred removals of chunks are done. */
int device_settle(int fd);
/* Read all counters; with @reset, zero those that only count up. */
int device_counters(int fd, struct mnbench_counters *counters, bool reset);
/* Run commands. Returns the result of the first one that failed. */
int device_submit(int fd, struct mnbench_command *commands, size_t count);

/* One command each. */
int device_read(int fd, uintptr_t addr, void *data, size_t size,
		unsigned int flags);
int device_write(int fd, uintptr_t addr, const void *data, size_t size,
		 unsigned int flags);
int device_map(int fd, uintptr_t addr, size_t size, unsigned int flags);
/* A buffer of whole pages. Does nothing in modes without buffers. */
int device_register(int fd, uintptr_t addr, size_t size);
int device_unregister(int fd, uintptr_t addr, size_t size);
/* Fill @states with one byte for each page: MNBENCH_PAGE_*. */
int device_snapshot(int fd, uintptr_t addr, size_t size, uint8_t *states);

#endif
