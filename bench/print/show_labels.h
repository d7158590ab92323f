/* SPDX-License-Identifier: GPL-2.0-only */
/* Different texts, numbered in the order in which they came. */
#ifndef SHOW_LABELS_H
#define SHOW_LABELS_H

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

/* The number of a text, from 0; it is added if it is new. */
size_t labels_id(struct labels *labels, const char *text);
void labels_free(struct labels *labels);

#endif
