/* SPDX-License-Identifier: GPL-2.0-only */
/* Checking that this build knows the names that a result has. */
#ifndef VALIDATE_NAMES_H
#define VALIDATE_NAMES_H

#include "lib/error.h"
#include "result/result.h"

/*
 * Check that the workload, the mode and every key of each cell are known.
 * Other commands read results with names that they do not know, because a newer
 * or an older mnbench may have written them. Returns 0, or -1 with an error
 * that names the place and what is known.
 */
int result_validate_names(const struct result *result, struct error *error);

#endif
