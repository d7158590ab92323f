/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Probes of userspace on pages of the target, by perf_event_open(2). The area
 * is a program of empty instructions that nobody runs. All functions return 0
 * or -errno.
 */
#ifndef SUPPORT_UPROBE_H
#define SUPPORT_UPROBE_H

#include "support/activity.h"

/* Map the program over the area, for all operations. */
int uprobe_begin(struct activity *a);
void uprobe_end(struct activity *a);

/*
 * Let the pages of the target be those of the file again. They are discarded.
 */
int uprobe_renew(struct activity *a);

/* Put a probe on each page of the target, and remove them. */
int uprobe_add(struct activity *a);
int uprobe_remove(struct activity *a);

/* Check that each page has a probe, or has none. */
int uprobe_expect(struct activity *a, bool probe);

#endif
