/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The frames of the target's pages, which an operation shall change. They are
 * kept in a->own. All functions return 0 or -errno.
 */
#ifndef SUPPORT_FRAMES_H
#define SUPPORT_FRAMES_H

#include "support/activity.h"

/* For begin() and end(). */
int frames_begin(struct activity *a);
void frames_end(struct activity *a);

/* Write the target, and remember the frame of each page. */
int frames_prepare(struct activity *a);

/* Check that each page has another frame. Returns as not_done(). */
int frames_expect_others(struct activity *a);

#endif
