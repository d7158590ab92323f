/* SPDX-License-Identifier: GPL-2.0-only */
/* The fields in which the environments of two results differ. */
#ifndef ENVIRONMENT_DIFF_H
#define ENVIRONMENT_DIFF_H

#include <jansson.h>
#include <stddef.h>

struct field_difference {
	char *name; /* "machine.memory_mb" */
	char *base,
		*fresh; /* as text; "absent" where a result has no such field */
};

struct environment_diff {
	size_t count;
	struct field_difference *at;
};

/*
 * Compare two results, given as the whole JSON objects. Returns NULL out of
 * memory.
 */
struct environment_diff *environment_diff_make(const json_t *base,
					       const json_t *fresh);
void environment_diff_free(struct environment_diff *diff);

#endif
