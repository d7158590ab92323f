/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Another process that makes system calls for the measured one. It has memory
 * of its own, and the files that were open when it started. All functions
 * return 0 or -errno.
 */
#ifndef SUPPORT_OTHER_H
#define SUPPORT_OTHER_H

#include "support/activity.h"

/* For begin() and end(). It takes a->own. */
int other_begin(struct activity *a);
void other_end(struct activity *a);

/*
 * Let it make a system call with up to three arguments, and wait until that is
 * done. -EPIPE: the call has failed, and so the process has ended.
 */
int other_call(struct activity *a, long number, long first, long second,
	       long third);

#endif
