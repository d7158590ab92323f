/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The calls of an RDMA device that memory regions need, as the kernel takes
 * them from its file. They return 0, or -1 with errno.
 */
#ifndef AGENT_RDMA_VERBS_H
#define AGENT_RDMA_VERBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Take the device of file @fd into use. *@events becomes a second file of the
 * device, for events.
 */
int rdma_take(int fd, int *events);

/* Create a protection domain, to which memory regions belong. */
int rdma_create_domain(int fd, uint32_t *domain);

/*
 * Register memory of this process as a memory region that is paged on demand:
 * nothing is pinned, and the device follows the page table by an interval
 * notifier. *@key names the region.
 */
int rdma_register(int fd, uint32_t domain, uintptr_t start, size_t size,
		  uint32_t *key);

/* Let the device fault in a part of a region, for writing or for reading. */
int rdma_prefetch(int fd, uint32_t domain, uint32_t key, uintptr_t start,
		  size_t size, bool write);

#endif
