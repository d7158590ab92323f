// SPDX-License-Identifier: GPL-2.0-only
/* Collecting the findings of all kinds, and putting them in order. */
#include "print/findings.h"

#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "plan/venue.h"
#include "print/finding_kind.h"
#include "print/views.h"

/* Of each kind, so that a long plan does not bury the other kinds. */
#define OF_A_KIND_MAX 8

/* What a further finding of the same kind weighs, of the one before it. */
#define FURTHER 0.75

#define X(name) extern const struct finding_kind finding_##name;
FINDING_KINDS
#undef X

#define X(name) &finding_##name,
static const struct finding_kind *const kinds[] = {FINDING_KINDS};
#undef X

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

static int by_weight(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	if (x->count && y->count && x->cells[0] != y->cells[0])
		return x->cells[0]->index < y->cells[0]->index ? -1 : 1;
	return strcmp(x->sentence, y->sentence);
}

/* Order the findings of one kind, from @first on, and drop the lightest. */
static void settle_kind(struct findings *to, size_t first)
{
	size_t count = to->count - first, kept = 0;
	struct finding *of = to->at + first;
	double further = 1;

	if (!count)
		return;
	qsort(of, count, sizeof(*of), by_weight);
	for (; kept < count && kept < OF_A_KIND_MAX; kept++) {
		of[kept].weight *= further;
		further *= FURTHER;
	}
	findings_cut(to, first + kept);
}

struct findings *findings_make(const struct result *result)
{
	const struct venue *venue = venue_find(result->venue);
	struct findings *to = must_alloc(1, sizeof(*to));
	size_t views;
	struct view *view = views_make(result, &views);
	struct finder finder = {
		.result = result,
		.views = view,
		.exact = venue && !venue->timed,
		.to = to,
	};

	for (size_t i = 0; i < KINDS; i++) {
		size_t first = to->count;

		finder.kind = kinds[i]->name;
		kinds[i]->find(&finder);
		settle_kind(to, first);
	}
	if (to->count)
		qsort(to->at, to->count, sizeof(*to->at), by_weight);
	views_free(view, views);
	return to;
}
