/* SPDX-License-Identifier: GPL-2.0-only */
/* A result file in memory: what show, report and the later commands read. */
#ifndef RESULT_H
#define RESULT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/cell.h"

#define RESULT_SCHEMA "mnbench/1"

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

struct result_cell {
	struct cell cell;
	size_t index;       /* in the file */
	const char *failed; /* why the cell must not be used, or NULL */
	const json_t *keys; /* its object in the file, borrowed */
	json_t *samples; /* array as in docs/results.md; borrowed from root */
	struct cell_stats stats; /* all NAN when there is no sample */
};

struct result {
	char *path;
	json_t *root;
	const char *venue, *unit, *plan, *kernel; /* borrowed from root */
	size_t count;
	struct result_cell *cells;
};

/*
 * Read and check a result file. Returns NULL with one line for the user in
 * @error: the path, what is wrong (cannot be read, truncated, foreign, newer
 * schema).
 */
struct result *result_load(const char *path, char *error, size_t error_size);
void result_free(struct result *result);

#endif
