/* SPDX-License-Identifier: GPL-2.0-only */
/* A result file in memory: what show, report and the later commands read. */
#ifndef RESULT_H
#define RESULT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/cell.h"
#include "lib/error.h"
#include "result/cell_stats.h"

#define RESULT_SCHEMA "mnbench/1"

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
struct result *result_load(const char *path, struct error *error);
void result_free(struct result *result);

#endif
