/* SPDX-License-Identifier: GPL-2.0-only */
/* Statistics of a cell from the samples that a result file holds. */
#ifndef CELL_STATS_H
#define CELL_STATS_H

#include <jansson.h>
#include <stddef.h>

#include "common/cell.h"
#include "common/perf_counter.h"

/*
 * Statistics over the operations of all samples. Latencies are in the unit of
 * the run; percentiles are order statistics.
 */
struct cell_stats {
	size_t ops; /* operations measured */
	double min, p50, mean, p99, max;
	/* p50 minus the p50 of the cell's baseline; NAN where there is none. */
	double over_none;
	double over_none_pct;
	/* For each page; NAN where an operation does not act on `pages`. */
	double over_none_per_page;
	double callbacks_per_op, spurious_per_op, invalidations_per_op;
	double faults_per_op, collisions_per_op, gave_up_per_op;
	double nonblock_per_op, failed_per_op;
	/*
	 * Medians over the samples. Chunks and bytes: with the region mapped.
	 */
	double attach, first_map, fill, detach;
	double chunks_now, chunks_peak, bytes;
	/* For each operation; NAN if the samples do not have the counter. */
	double perf[PERF_COUNTER_COUNT];
	double runs; /* of pages in the device region */
	/* NAN if the mode has no chunks or buffers. */
	double bytes_per_chunk, p50_per_chunk;
	/* NAN unless a fault is timed: */
	double again;        /* p50 of the same call with all pages mapped */
	double per_page;     /* p50 divided by the pages of a fault */
	double map_per_page; /* (p50 - again) divided by them */
	/* p50 of the parts of an operation+refault; else NAN. */
	double operation, refault;
	/* Time in which the device was stopped; NAN if it was not counted. */
	double stopped_per_op;
	/*
	 * In a timed venue: the mean of the processes' medians, what it is over
	 * the baseline, and the ends of the intervals of 95 %. They need all
	 * cells of the run, so that stats_of_cell() leaves them NAN; the report
	 * fills them.
	 */
	double time, time_low, time_high;
	double cost, cost_low, cost_high;
};

/*
 * Compute the statistics of @samples, which sample_check() has accepted, but
 * not over_none and what is made of it: they need the baseline and become NAN.
 * All become NAN if there is no operation. Returns 0, or -1 out of memory.
 */
int stats_of_cell(const struct cell *cell, const json_t *samples,
		  struct cell_stats *stats);

/*
 * Compute over_none and what is made of it for the statistics of @cell; NAN if
 * either has no p50.
 */
void stats_against(const struct cell *cell, struct cell_stats *stats,
		   const struct cell_stats *baseline);

#endif
