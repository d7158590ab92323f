/* SPDX-License-Identifier: GPL-2.0-only */
/* Time as it passes, whatever is done to the date. */
#ifndef MONOTONIC_H
#define MONOTONIC_H

/* Seconds of a clock that only goes forward, from an arbitrary start. */
double monotonic_s(void);

#endif
