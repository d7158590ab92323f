/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What several workloads do to their whole target, as one of their steps. All
 * functions return 0 or -errno.
 */
#ifndef SUPPORT_TARGET_H
#define SUPPORT_TARGET_H

#include "support/activity.h"
#include "support/notifier_calls.h"

int touch_target(struct activity *a);
int map_target(struct activity *a);

/*
 * Write it, and a file on a disk to that disk: a hole makes the same calls on
 * all kernels then (some write dirty pages first: ext4_punch_hole). For
 * prepare() and predict_rest().
 */
int write_target_to_disk(struct activity *a);
void predict_write_to_disk(const struct activity *a, struct notifier_calls *p);

int unmap_target(struct activity *a);
/* MADV_FREE: the kernel may reclaim its pages. */
int free_target(struct activity *a);
int lock_target(struct activity *a);
int unlock_target(struct activity *a);

/* Make it read-only, and writable again. */
int forbid_writes(struct activity *a);
int permit_writes(struct activity *a);

/* Move it to the spare area, and unmap what is there. */
int move_target(struct activity *a);
int unmap_spare(struct activity *a);

/* Discard its pages and read them again: each is then as if never written. */
int read_fresh_target(struct activity *a);

/* Cut it into VMAs, as cut_vmas() does, with target_piece(). */
int cut_target(struct activity *a);
int map_and_cut_target(struct activity *a);

#endif
