/* SPDX-License-Identifier: GPL-2.0-only */
/* Making a reference from a result. */
#ifndef REFERENCE_MAKE_H
#define REFERENCE_MAKE_H

#include <jansson.h>
#include <stddef.h>

#include "lib/error.h"
#include "result/result_cell.h"

/*
 * Make the reference of a result, whose file is @root. Returns NULL with an
 * error if the venue is timed, as only samples can be compared there, or if all
 * cells have failed.
 */
json_t *reference_make(const json_t *root, const struct result_cell *cells,
		       size_t count, struct error *error);

#endif
