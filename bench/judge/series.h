/* SPDX-License-Identifier: GPL-2.0-only */
/* From results to the series that verdict.c works on. */
#ifndef COMPARE_SERIES_H
#define COMPARE_SERIES_H

#include "judge/compare.h"
#include "judge/timed_verdict.h"

/* The runs of both sides, with the cells that are compared. */
struct paired_series {
	struct run_series *base, *fresh;
	size_t cells;
	size_t *index; /* of each in comparison->cells */
};

/* Returns 0, or -1 out of memory. series_free() in either case. */
int series_of(const struct comparison *comparison, struct paired_series *s);
void series_free(const struct comparison *comparison, struct paired_series *s);

/* The least p of the A/A arms of all runs; -1: out of memory. */
double series_arms(const struct comparison *comparison);

/* A run's cell that equals another's and has not failed, or NULL. */
const struct result_cell *series_find(const struct result *run,
				      const struct cell *cell);

/*
 * The series of some cells of one run; NULL among them has no values. Returns 0,
 * or -1 out of memory. series_free_run() in either case.
 */
int series_of_run(struct run_series *s, const struct result *run,
		  const struct result_cell *const *cells, size_t count);
void series_free_run(struct run_series *s);

#endif
