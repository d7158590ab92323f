/* SPDX-License-Identifier: GPL-2.0-only */
/* The files of a report. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "lib/error.h"

/*
 * Make the folder @folder/data with all folders above it. Returns 0, or -1 with
 * a message if it cannot be made or written to.
 */
int output_make_folder(const char *folder, struct error *error);

/*
 * Begin and finish the file @path. It appears when it is finished, in one step,
 * so a reader sees the old file or the new one. output_begin() returns NULL and
 * output_finish() -1, with a message, if the file cannot be written. @failed:
 * the file is not complete and is not to appear; then output_finish() leaves
 * @error alone.
 */
FILE *output_begin(const char *path, struct error *error);
int output_finish(FILE *file, const char *path, bool failed,
		  struct error *error);

#endif
