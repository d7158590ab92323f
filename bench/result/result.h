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
	bool reference; /* it has no samples: see result/reference.h */
	const char *venue, *unit, *plan, *kernel; /* borrowed from root */
	size_t count;
	struct result_cell *cells;
};

/*
 * Read and check a result file. Returns NULL with an error: what is wrong with
 * the file (it cannot be read, is truncated, is no result, has a newer schema,
 * is a reference), or with the value at a path in it.
 */
struct result *result_load(const char *path, struct error *error);

/*
 * Check a result that is in memory, which messages call @name. Returns NULL
 * with an error. The result keeps a reference to @root.
 */
struct result *result_of_json(json_t *root, const char *name,
			      struct error *error);

/* Read and check a result file or a reference. */
struct result *result_or_reference_load(const char *path, struct error *error);

/* Say that @result is a reference if it is one. Returns 0, or -1 if it is. */
int result_refuse_reference(const struct result *result, struct error *error);

void result_free(struct result *result);

#endif
