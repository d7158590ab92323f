/* SPDX-License-Identifier: GPL-2.0-only */
/* Times in a line of progress. */
#ifndef PROGRESS_TIME_H
#define PROGRESS_TIME_H

#include <stddef.h>

/* Write seconds as "0:42" or "1:02:03"; a negative time is 0. */
void progress_time(double seconds, char *text, size_t size);

#endif
