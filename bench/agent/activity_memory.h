/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel of a guest must be set to for the memory of an activity: huge
 * pages, pools of them, file systems.
 */
#ifndef AGENT_ACTIVITY_MEMORY_H
#define AGENT_ACTIVITY_MEMORY_H

#include "common/cell.h"
#include "support/machine.h"

/*
 * Before the process of a sample starts. machine_restore() takes it back, also
 * after a failure. Returns 0 or -errno.
 */
int activity_memory_begin(struct machine *machine, const struct cell *cell);

/* After machine_restore(): give back what a disk in memory has. */
void activity_memory_end(const struct cell *cell);

#endif
