/* SPDX-License-Identifier: GPL-2.0-only */
/* Statistics of a cell from the samples that a result file holds. */
#ifndef CELL_STATS_H
#define CELL_STATS_H

#include <jansson.h>
#include <stddef.h>

#include "common/cell.h"
#include "stats/percentile.h"

/*
 * The statistics of a cell over the operations of all its samples. Latencies
 * are in the unit of the run; percentiles are exact order statistics.
 */
struct cell_stats {
	size_t ops; /* operations measured */
	double min, p50, mean, p99, max;
	/* p50 minus the p50 of the cell's baseline; NAN where there is none. */
	double over_none;
	double over_none_pct;
	double callbacks_per_op, spurious_per_op, invalidations_per_op;
	double faults_per_op, collisions_per_op, gave_up_per_op;
	/* Medians over the samples; chunks and bytes when the region is mapped. */
	double attach, first_map, fill, detach;
	double chunks_now, chunks_peak, bytes;
	double runs; /* of pages in the device region: at most a chunk each */
	/* NAN where the mode has no chunks or buffers. */
	double bytes_per_chunk, p50_per_chunk;
	/*
	 * Of timed faults, else NAN: the p50 of the same call with nothing left to
	 * map; the p50 by page, and what of that is mapping: p50 over again.
	 */
	double again, per_page, map_per_page;
};

/*
 * The latencies of all operations of a cell, sorted; to be freed. NULL: out of
 * memory.
 */
double *stats_latencies(const json_t *samples, size_t *count);

/* All but over_none and over_none_pct, which need the baseline: they become
 * NAN. */
int stats_of_cell(const struct cell *cell, const json_t *samples,
		  struct cell_stats *stats);

/* p50 over the baseline's; NANs if either has none. */
void stats_against(struct cell_stats *stats, const struct cell_stats *baseline);

#endif
