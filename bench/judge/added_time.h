/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What modes add to the time of an operation in a timed venue, over one or
 * several runs, with the error that processes and boots show.
 */
#ifndef ADDED_TIME_H
#define ADDED_TIME_H

#include "judge/side.h"

/* In ns; all NAN if the mode or its baseline has too few processes. */
struct added_time {
	double none;  /* the operation of the baseline */
	double added; /* what the mode takes longer */
	double error; /* standard error of that, above 0 */
	double df;    /* its degrees of freedom */
};

/* A cell of a mode, and its baseline. */
struct mode_cell {
	const struct cell *mode, *none;
};

/*
 * Estimate what each of @cells adds, into @added. The unit is the process where
 * all runs are of one boot, else the boot; @boots becomes the number of these.
 * Returns 0, or -1 out of memory.
 */
int added_times_make(struct added_time *added, const struct side *runs,
		     const struct mode_cell *cells, size_t count,
		     size_t *boots);

#endif
