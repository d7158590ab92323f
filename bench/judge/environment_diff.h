/* SPDX-License-Identifier: GPL-2.0-only */
/* The fields in which the environments of two results differ. */
#ifndef ENVIRONMENT_DIFF_H
#define ENVIRONMENT_DIFF_H

#include <jansson.h>
#include <stddef.h>

struct field_difference {
	char *name, *base, *fresh;
};

/* Environments: appends what differs. Returns 0, or -1 out of memory. */
int environment_compare(const json_t *base, const json_t *fresh,
			struct field_difference **fields, size_t *count);
void fields_free(struct field_difference *fields, size_t count);

#endif
