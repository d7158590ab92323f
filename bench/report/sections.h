/* SPDX-License-Identifier: GPL-2.0-only */
/* The sections of a report: the name and the figures of each run. */
#ifndef SECTIONS_H
#define SECTIONS_H

#include <stddef.h>

#include "judge/cell_intervals.h"
#include "report/figures.h"
#include "report/plots.h"
#include "result/result.h"

struct section {
	const struct result *run; /* borrowed */
	char *name;   /* "1-quick": of its pictures, and in cells.csv */
	char mark[4]; /* "A": the run in tables; empty if there is only one */
	/* What is known of each cell; NULL where the venue is exact. */
	struct cell_interval *intervals;
	struct figures *figures; /* of each plot, in their order */
};

/* Make the sections of some runs: an array of @count. */
struct section *sections_make(struct result *const *runs, size_t count,
			      const struct plots *plots);
void sections_free(struct section *sections, size_t count,
		   const struct plots *plots);

#endif
