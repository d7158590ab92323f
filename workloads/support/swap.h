/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Swap space on a compressed RAM disk (zram), which the kernel writes to at
 * once, in the process that reclaims.
 */
#ifndef SUPPORT_SWAP_H
#define SUPPORT_SWAP_H

#include "support/machine.h"

/* Write what mkswap(8) writes to a disk. Returns 0 or -errno. */
int swap_make(const char *disk, size_t size);

/*
 * Swap from now on, with room for a target of @size bytes twice, for all
 * processes; and stop that, which reads all pages back. For machine_begin() and
 * machine_end().
 */
int swap_begin(struct machine *machine, size_t size);
void swap_end(void);

#endif
