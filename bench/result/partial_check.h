/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Checking the lines of partial results before they are used. Each check
 * returns 0, or -1 with an error whose key is the path of the value in its
 * line.
 */
#ifndef PARTIAL_CHECK_H
#define PARTIAL_CHECK_H

#include <jansson.h>

#include "lib/error.h"

/* Check a header but its schema, and store the number of batches of its run. */
int partial_check_header(const json_t *header, json_int_t *batches,
			 struct error *error);

/* Check a batch of a run that has @batches batches. */
int partial_check_batch(const json_t *batch, json_int_t batches,
			struct error *error);

#endif
