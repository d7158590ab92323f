/* SPDX-License-Identifier: GPL-2.0-only */
/* A result file in memory: what show, report, compare and others read. */
#ifndef RESULT_H
#define RESULT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"
#include "result/result_cell.h"

#define RESULT_SCHEMA "mnbench/1"

struct result {
	char *path;
	json_t *root;   /* the whole file */
	const char *venue, *unit, *plan, *kernel; /* borrowed from root */
	size_t count;
	struct result_cell *cells;
};

/*
 * Read and check a result file. Returns NULL with an error: what is wrong with
 * the file (it cannot be read, is truncated, is no result, has a newer
 * schema), or with the value at a path in it.
 */
struct result *result_load(const char *path, struct error *error);

void result_free(struct result *result);

#endif
