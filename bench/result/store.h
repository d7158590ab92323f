/* SPDX-License-Identifier: GPL-2.0-only */
/* Writing a result file: completely or not at all. */
#ifndef STORE_H
#define STORE_H

#include <jansson.h>
#include <stdio.h>

#include "lib/error.h"

/* Whether a file could be stored at @path: told before anything is measured. */
int store_check(const char *path, struct error *error);

/*
 * Write @root to @path through a temporary file in its folder. Returns 0, or -1
 * with a message; then the file that was at @path is as it was.
 */
int store_result(const char *path, const json_t *root, struct error *error);

/* The text of a result file: one line a sample, so that files can be compared.
 */
int store_print(const json_t *root, FILE *to);

#endif
