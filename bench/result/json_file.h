/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading a file that holds one JSON object. */
#ifndef JSON_FILE_H
#define JSON_FILE_H

#include <jansson.h>

#include "lib/error.h"

/*
 * Read the object in @path. Returns NULL with an error that says whether the
 * file cannot be read, is truncated, is no JSON, or holds another JSON value.
 * The caller adds the path with error_place().
 */
json_t *json_file_read(const char *path, struct error *error);

#endif
