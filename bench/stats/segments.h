/* SPDX-License-Identifier: GPL-2.0-only */
/* A series cut into segments, each of which is described by its mean. */
#ifndef SEGMENTS_H
#define SEGMENTS_H

#include <stdbool.h>
#include <stddef.h>

/* No segment has fewer values than this: fewer do not make a level. */
#define SEGMENT_MIN 3

#define CUTS_MAX 8

struct segments {
	const double *values;
	size_t count; /* of values */
	/* First value of each segment but the first; ascending. */
	size_t cut[CUTS_MAX];
	size_t cuts; /* one less than there are segments */
};

size_t segment_begin(const struct segments *segments, size_t segment);
size_t segment_end(const struct segments *segments, size_t segment);
double segment_mean(const struct segments *segments, size_t segment);

/* By how much the mean changes at a cut. */
double segments_step(const struct segments *segments, size_t cut);

/*
 * Add the cut that reduces the residuals most. Returns false if no segment is
 * long enough. There must be room for a cut.
 */
bool segments_cut(struct segments *segments);

void segments_join(struct segments *segments, size_t cut);

/*
 * Write the difference of each value from its segment's mean to @residuals, and
 * return the sum of their squares.
 */
double segments_residuals(const struct segments *segments, double *residuals);

#endif
