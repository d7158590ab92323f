/* SPDX-License-Identifier: GPL-2.0-only */
/* A series cut into segments, each of which is described by its mean. */
#ifndef SEGMENTS_H
#define SEGMENTS_H

#include <stddef.h>

#define CUTS_MAX 12

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

/* There must be room for a cut, and none at the same place. */
void segments_insert(struct segments *segments, size_t at);
void segments_join(struct segments *segments, size_t cut);

#endif
