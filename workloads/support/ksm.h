/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Kernel samepage merging: ksmd merges pages of equal content. All functions
 * return 0 or -errno.
 */
#ifndef SUPPORT_KSM_H
#define SUPPORT_KSM_H

#include "support/activity.h"
#include "support/machine.h"
#include "support/notifier_calls.h"

/*
 * Let ksmd scan without a pause once it runs; and let it stop, which takes all
 * merged pages of the machine apart. For machine_begin() and machine_end().
 */
int ksm_machine_begin(struct machine *machine, size_t size);
void ksm_machine_end(void);

/* Offer the area to ksmd. */
int ksm_begin(struct activity *a);

/*
 * Merge the pages of the target, which have equal content: let ksmd run until
 * that is done, or for a minute of the machine's time.
 */
int ksm_merge(struct activity *a);
void ksm_predict_merge(const struct activity *a, struct notifier_calls *p);

/*
 * Take all merged pages apart, and forget all pages that were seen, so that all
 * operations are alike. For finish().
 */
int ksm_finish(struct activity *a);

#endif
