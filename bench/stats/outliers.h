/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Values that lie too far out to be noise, such as those of a disturbed
 * process.
 */
#ifndef OUTLIERS_H
#define OUTLIERS_H

#include <stddef.h>

/*
 * Clip values that scatter about 0 at three standard deviations, which are
 * estimated from the median distance. Returns 0, or -1 out of memory.
 */
int outliers_clip(double *values, size_t count);

#endif
