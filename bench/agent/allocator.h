/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state of the kernel's slab allocator. Allocating and freeing an object
 * can take a fast or a slow path, some hundred instructions longer, depending
 * on how much of this CPU's slab is free: that is, on everything that ran since
 * the boot.
 */
#ifndef AGENT_ALLOCATOR_H
#define AGENT_ALLOCATOR_H

/*
 * Let all slab caches free their empty slabs. Does nothing without the
 * permission to do so.
 */
void allocator_shrink(void);

/*
 * Give this CPU a slab that is free, or nearly so, in each cache that a change
 * of the address space allocates from: VMAs, nodes of their tree, anon_vmas and
 * their links. Returns 0 or -errno.
 */
int allocator_free_slabs(void);

#endif
