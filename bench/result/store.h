/* SPDX-License-Identifier: GPL-2.0-only */
/* Writing a result file, completely or not at all. */
#ifndef STORE_H
#define STORE_H

#include <jansson.h>
#include <stdio.h>

#include "lib/error.h"

/*
 * Check that a file could be stored at @path, before anything is measured.
 * Returns 0, or -1 with an error.
 */
int store_check(const char *path, struct error *error);

/*
 * Write @root to a temporary file in the folder of @path, sync it and rename
 * it. Returns 0, or -1 with an error and an older file at @path unchanged.
 */
int store_result(const char *path, const json_t *root, struct error *error);

/*
 * Print the text of a result file: one line for each sample, so that diff shows
 * what differs. Returns 0, or -1 if @to has an error.
 */
int store_print(const json_t *root, FILE *to);

#endif
