/* SPDX-License-Identifier: GPL-2.0-only */
/* A child that a workload forks. All functions return 0 or -errno. */
#ifndef SUPPORT_CHILD_H
#define SUPPORT_CHILD_H

#include "support/activity.h"
#include "support/notifier_calls.h"

/*
 * Start a child that shares the area copy-on-write. Apart from that it has only
 * the program's text and a shared stack. It exits at once if @exits, else it
 * stays until child_end() kills it.
 */
int child_start(struct activity *a, bool exits);

/* Start a child that has the memory of the process and exits at once. */
int child_start_vfork(struct activity *a);

/*
 * For prepare() and predict_rest(): write the target, whatever backs it, and
 * start a child that shares it and stays.
 */
int share_target(struct activity *a);
void predict_share_target(const struct activity *a, struct notifier_calls *p);

int child_end(struct activity *a);
int child_end_pid(int pid);

#endif
