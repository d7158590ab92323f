/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Comparing exact times. The operations of a cell take one of a few times, and
 * now and then a longer one when a timer interrupt falls into them. A time that
 * a tenth of the operations have is a level. Cells are equal when each has the
 * levels of the other, at least as a twentieth: how often a time occurs may shift
 * with anything that ran before.
 */
#ifndef EXACT_H
#define EXACT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define LEVELS_MAX 10
#define TIMES_MAX  20

struct levels {
	size_t count;
	double value[LEVELS_MAX]; /* ascending */
	double median;            /* of all operations */
	/* What a twentieth of them takes; ascending, the levels among it. */
	size_t time_count;
	double time[TIMES_MAX];
};

/* Of the operations of all samples of a cell. Returns 0, or -1 out of memory. */
int levels_of(const json_t *samples, struct levels *levels);

bool levels_equal(const struct levels *a, const struct levels *b);

/* By what factor b is longer than a: of medians, or of mean levels where the
 * medians are the same. */
double levels_ratio(const struct levels *a, const struct levels *b);

#endif
