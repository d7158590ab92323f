/* SPDX-License-Identifier: GPL-2.0-only */
/* Continuing an interrupted run with the batches that it left. */
#ifndef RESUME_H
#define RESUME_H

#include <stdbool.h>

#include "lib/error.h"
#include "run/collection.h"

/*
 * Add the batches of the partial file at @path, if there is one, to
 * @collection. Unless the user wants to @resume, batches there are an error,
 * for the run would lose them. A file without batches is left to
 * partial_open(). Returns 0, or -1 with a message.
 */
int resume_batches(const char *path, bool resume, struct collection *collection,
		   struct error *error);

#endif
