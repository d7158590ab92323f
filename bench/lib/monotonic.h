/* SPDX-License-Identifier: GPL-2.0-only */
/* A monotonic clock, in seconds: setting the date does not change it. */
#ifndef MONOTONIC_H
#define MONOTONIC_H

/* Seconds of a clock that only goes forward, from an arbitrary start. */
double monotonic_s(void);

#endif
