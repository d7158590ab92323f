/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading a file that holds one JSON object. */
#ifndef JSON_FILE_H
#define JSON_FILE_H

#include <jansson.h>
#include <stdint.h>

#include "lib/error.h"
#include "lib/host_memory.h"

/*
 * Read the object in @path. Returns NULL with an error that says whether the
 * file cannot be read, is truncated, is no JSON, holds another JSON value, or
 * is too large for the memory that is available. The caller adds the path with
 * error_place().
 */
json_t *json_file_read(const char *path, struct error *error);

/*
 * Check that a file of @bytes can be read with @memory. Returns 0, or -1 with
 * an error.
 */
int json_file_check_size(uint64_t bytes, const struct host_memory *memory,
			 struct error *error);

#endif
