/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The clock of a run: how fast the machine was while each process ran, read
 * from the processes that ran just before and after it. A machine is faster or
 * slower for seconds or minutes, and all processes share that.
 */
#ifndef STATS_CLOCK_H
#define STATS_CLOCK_H

#include "stats/series.h"

/* What was done to the values of a run. */
struct clock {
	double gain; /* share of the local level that was subtracted, 0 to 1 */
	/*
	 * Correlation of successive processes of one cell that is left, 0 if
	 * none is proved; it is noise that the cells do not share.
	 */
	double left;
};

/*
 * Subtract the local level of the machine from all values of some series that
 * share a row; values are logarithms. The local level at a value is a clipped
 * mean of the residuals of its neighbours of other series, weighted by the
 * inverse of the variance of their series. It is subtracted as far as it
 * predicts the values: independent noise is left alone. Returns 0, or -1 out of
 * memory.
 */
int clock_correct(struct series *series, size_t count, struct clock *clock);

/*
 * By what a clock multiplies the variance of a mean, because its values are not
 * independent. At least 1.
 */
double clock_inflation(const struct clock *clock);

#endif
