// SPDX-License-Identifier: GPL-2.0-only
/* A set of texts, in a list by number and in a tree by text. */
#include "print/labels.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

static int by_text(const void *a, const void *b)
{
	const struct label *x = a, *y = b;

	return strcmp(x->text, y->text);
}

static void add(struct labels *labels, struct label *label)
{
	/* Doubled whenever a power of two is full. */
	if (!(labels->count & (labels->count - 1))) {
		struct label **grown = must_alloc(
			labels->count ? 2 * labels->count : 1, sizeof(*grown));

		if (labels->count)
			memcpy(grown, labels->at,
			       labels->count * sizeof(*grown));
		free(labels->at);
		labels->at = grown;
	}
	label->id = labels->count;
	labels->at[labels->count++] = label;
}

size_t labels_id(struct labels *labels, const char *text)
{
	struct label wanted = {.text = (char *)text};
	struct label **found = tfind(&wanted, &labels->tree, by_text);
	struct label *label;

	if (found)
		return (*found)->id;
	label = must_alloc(1, sizeof(*label));
	label->text = must_printf("%s", text);
	add(labels, label);
	if (!tsearch(label, &labels->tree, by_text))
		abort(); /* no memory for a node */
	return label->id;
}

static void keep(void *label)
{
	(void)label; /* freed through the array */
}

void labels_free(struct labels *labels)
{
	tdestroy(labels->tree, keep);
	for (size_t i = 0; i < labels->count; i++) {
		free(labels->at[i]->text);
		free(labels->at[i]);
	}
	free(labels->at);
	memset(labels, 0, sizeof(*labels));
}
