/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Making the result of a run from its shards. Batches do not depend on where
 * they were measured, so the result is that of one machine.
 */
#ifndef MERGE_H
#define MERGE_H

#include <stddef.h>

#include "lib/error.h"

/*
 * Write the result of @count partial files, which may hold anything, to
 * @output, and report what is wrong with it as a run does. Returns STATUS_OK;
 * STATUS_FAILED if a cell or a kernel failed or the run is void; or STATUS_BAD
 * with a message: then no file was changed.
 */
int merge_parts(char *const *parts, size_t count, const char *output,
		struct error *error);

#endif
