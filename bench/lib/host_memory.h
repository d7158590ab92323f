/* SPDX-License-Identifier: GPL-2.0-only */
/* How much memory the machine has that mnbench runs on. */
#ifndef HOST_MEMORY_H
#define HOST_MEMORY_H

#include <stdint.h>

struct host_memory {
	uint64_t total_mb;     /* MiB of memory and swap */
	uint64_t available_mb; /* MiB that programs can get without swapping */
};

/*
 * Read /proc/meminfo, or another file like it. Returns 0, or -1 if the file
 * does not say.
 */
int host_memory_read(struct host_memory *memory, const char *path);

#endif
