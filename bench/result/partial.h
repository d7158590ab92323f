/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Partial results: the batches of a run that is not finished, or of a part of
 * one.
 *
 * The file has a header line that identifies the run, and a line for each batch
 * that was measured, all JSON (docs/results.md). It only grows, and each line
 * is on the disk before the next is written: a run that is killed leaves whole
 * lines.
 */
#ifndef PARTIAL_H
#define PARTIAL_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"

#define PARTIAL_SCHEMA "mnbench-partial/1"

/* Takes a batch that was read. Returns 0, or -1 with an error. */
typedef int (*partial_take)(void *user, const json_t *batch,
			    struct error *error);

/*
 * Read @path, check each line, and pass each batch to @take. A last line
 * without a newline was being written when the run was killed: it is ignored.
 * Returns the header, or NULL with an error that has the line as its place.
 */
json_t *partial_read(const char *path, partial_take take, void *user,
		     struct error *error);

/* Read and check the header of @path alone. Returns NULL with an error. */
json_t *partial_read_header(const char *path, struct error *error);

/*
 * Open @path to append batches. Creates the file with @header, or begins it
 * again if it holds no batch. Cuts a file with batches, whose header the caller
 * has compared, after its last whole line. Returns a descriptor, or -1 with an
 * error, for example if another run has the file open.
 */
int partial_open(const char *path, const json_t *header, struct error *error);

/* Append a batch and sync the file. Returns 0, or -1 with errno. */
int partial_append(int fd, const json_t *batch);

#endif
