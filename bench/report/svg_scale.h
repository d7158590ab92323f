/* SPDX-License-Identifier: GPL-2.0-only */
/* Scales of pictures: from a number to a place, and where the ticks are. */
#ifndef SVG_SCALE_H
#define SVG_SCALE_H

#include <stdbool.h>
#include <stddef.h>

#define TICKS_MAX 16

struct scale {
	bool log;         /* else linear: equal lengths are equal amounts */
	double low, high; /* numbers at the ends */
	double from, to;  /* their places, in pixels */
};

/*
 * Widen the ends to round numbers. A linear scale then has 0 on it. A
 * logarithmic scale begins above 0.
 */
void scale_round(struct scale *scale);

double scale_at(const struct scale *scale, double number);

/* Round numbers within the scale, ascending; returns how many. */
size_t scale_ticks(const struct scale *scale, double ticks[TICKS_MAX]);

#endif
