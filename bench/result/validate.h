/* SPDX-License-Identifier: GPL-2.0-only */
/* Checking all of a result that docs/results.md describes. */
#ifndef VALIDATE_H
#define VALIDATE_H

#include "lib/error.h"
#include "result/result.h"

/*
 * Check what loading a result does not: that no documented member is missing,
 * and that batches and samples refer to each other. Of a reference, whether its
 * plan and its environment are complete. Returns 0, or -1 with an error.
 */
int result_validate(const struct result *result, struct error *error);

#endif
