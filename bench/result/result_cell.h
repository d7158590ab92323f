/* SPDX-License-Identifier: GPL-2.0-only */
/* The cells of a result file in memory. */
#ifndef RESULT_CELL_H
#define RESULT_CELL_H

#include <jansson.h>
#include <stddef.h>

#include "common/cell.h"
#include "common/presets.h"
#include "lib/error.h"
#include "result/cell_stats.h"

struct result_cell {
	struct cell cell;
	const struct preset *preset; /* the driver that it is, or NULL */
	size_t index;                /* in the file */
	const char *failed; /* why the cell must not be used, or NULL */
	const json_t *keys; /* its object in the file, borrowed */
	/* Array as in docs/results.md, borrowed; NULL in a reference. */
	json_t *samples;
	/* All NAN when there is no sample; in a reference, all but ops, p50. */
	struct cell_stats stats;
};

/*
 * Load the cells of a result, the array @from. Returns an array of as many, to
 * be freed, or NULL with an error. The array and its values must outlive the
 * cells.
 */
struct result_cell *result_cells_load(const json_t *from, struct error *error);

/*
 * Load what says which cell it is, and whether it failed, from the object
 * @from. A key that is missing is younger than the file and gets its initial
 * value; the names of modes and workloads need not be known to this build.
 * Returns 0, or -1 with an error.
 */
int result_cell_load_keys(struct result_cell *cell, size_t index,
			  const json_t *from, struct error *error);

/* Refuse two cells with the same keys. Returns 0, or -1 with an error. */
int result_cells_check_unique(const struct result_cell *cells, size_t count,
			      struct error *error);

#endif
