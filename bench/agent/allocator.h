/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state of the kernel's slab allocator. By which path an object is allocated and
 * freed, some hundred instructions apart, depends on how much of this CPU's slab is
 * free, and that on all that ran since the boot.
 */
#ifndef AGENT_ALLOCATOR_H
#define AGENT_ALLOCATOR_H

/*
 * Give back what the caches of objects hold in vain. Does nothing where that is not
 * allowed.
 */
void allocator_shrink(void);

/*
 * Leave this CPU a slab that is free, or nearly so, in each cache that a change of the
 * address space takes objects from: VMAs, nodes of their tree, and what their anonymous
 * pages hang on. Returns 0 or -errno.
 */
int allocator_free_slabs(void);

#endif
