// SPDX-License-Identifier: GPL-2.0-only
/* A growing list of findings. */
#include "print/finding.h"

#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/text.h"

static int by_place(const void *a, const void *b)
{
	const struct result_cell *x = *(const struct result_cell *const *)a;
	const struct result_cell *y = *(const struct result_cell *const *)b;

	return (x->index > y->index) - (x->index < y->index);
}

static void copy_cells(struct finding *finding,
		       const struct result_cell *const *cells, size_t count)
{
	size_t n = 0;

	finding->cells = must_alloc(count + 1, sizeof(*finding->cells));
	for (size_t i = 0; i < count; i++)
		if (cells[i])
			finding->cells[n++] = cells[i];
	qsort(finding->cells, n, sizeof(*finding->cells), by_place);
	for (size_t i = 0; i < n; i++)
		if (!i || finding->cells[i] != finding->cells[i - 1])
			finding->cells[finding->count++] = finding->cells[i];
}

static struct finding *add(struct findings *to)
{
	struct finding *grown;

	/* Doubled whenever a power of two is full. */
	if (!(to->count & (to->count - 1))) {
		grown = must_alloc(to->count ? 2 * to->count : 1,
				   sizeof(*grown));
		if (to->count)
			memcpy(grown, to->at, to->count * sizeof(*grown));
		free(to->at);
		to->at = grown;
	}
	/* Its place may hold what findings_cut() left. */
	memset(&to->at[to->count], 0, sizeof(*to->at));
	return &to->at[to->count++];
}

void findings_add(struct findings *to, const char *kind, double weight,
		  const struct result_cell *const *cells, size_t count,
		  const char *format, va_list args)
{
	struct finding *finding = add(to);

	finding->sentence = text_format(format, args);
	finding->kind = kind;
	finding->weight = weight;
	copy_cells(finding, cells, count);
}

void findings_cut(struct findings *findings, size_t count)
{
	while (findings->count > count) {
		struct finding *last = &findings->at[--findings->count];

		free(last->sentence);
		free(last->cells);
	}
}

void findings_free(struct findings *findings)
{
	if (!findings)
		return;
	findings_cut(findings, 0);
	free(findings->at);
	free(findings);
}
