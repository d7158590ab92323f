/* SPDX-License-Identifier: GPL-2.0-only */
/* Checking the samples of a result whose plan has looks. */
#ifndef VALIDATE_LOOKS_H
#define VALIDATE_LOOKS_H

#include "lib/error.h"
#include "result/result.h"

/*
 * Check that each cell has the samples of whole rounds, each in one batch, and
 * what the run says of its decision. The batches were checked to be objects
 * with lists. Returns 0, or -1 with a message.
 */
int validate_looks(const struct result *result, struct error *error);

#endif
