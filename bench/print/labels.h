/* SPDX-License-Identifier: GPL-2.0-only */
/* A set of texts, numbered in the order in which they were added. */
#ifndef PRINT_LABELS_H
#define PRINT_LABELS_H

#include <stddef.h>

struct label {
	char *text;
	size_t id;
};

struct labels {
	size_t count;
	struct label **at;
	void *tree; /* of tsearch(), by text */
};

/* Return the number of a text, from 0; a new text is added. */
size_t labels_id(struct labels *labels, const char *text);
void labels_free(struct labels *labels);

#endif
