/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Moderated variances (Smyth 2004): a variance of few values is uncertain, and
 * the variances of other cells tell what it may be.
 */
#ifndef STATS_MODERATION_H
#define STATS_MODERATION_H

#include <stddef.h>

/* A variance as it was estimated, or moderated. */
struct spread {
	double variance;
	double df; /* its degrees of freedom; 0: none was estimated */
};

/*
 * Move each variance towards what is common to all, as far as they are alike,
 * and add the degrees of freedom which that is worth. Variances that differ
 * more than chance explains are left nearly alone.
 */
void spreads_moderate(struct spread *spreads, size_t count);

#endif
