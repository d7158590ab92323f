// SPDX-License-Identifier: GPL-2.0-only
/* Finding: how many callbacks of each scheme are spurious, at each place. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/costs.h"
#include "print/finding_kind.h"

#define SENTENCE_MAX 512

/* The sums of one scheme at one place, over all its activities. */
struct sums {
	const char *scheme;
	const struct result_cell *cell; /* that with most spurious callbacks */
	double callbacks, spurious;
};

/* A table for each place of the view, by column. */
static void add_cell(struct sums *sums, const struct view *view,
		     const struct view_cell *at)
{
	struct sums *to = &sums[at->column];
	const struct cell_stats *s = &at->cell->stats;
	double ops = (double)s->ops;

	if (at->cell->failed || !s->ops || isnan(s->callbacks_per_op) ||
	    at->cell->cell.inflight == 0)
		return;
	if (!to->cell || s->spurious_per_op > to->cell->stats.spurious_per_op)
		to->cell = at->cell;
	to->scheme = view->columns.at[at->column]->text;
	to->callbacks += round(s->callbacks_per_op * ops);
	to->spurious += round(s->spurious_per_op * ops);
}

static struct costs shares(const struct sums *sums, size_t count)
{
	struct costs costs;

	costs_alloc(&costs, count);
	for (size_t i = 0; i < count; i++) {
		struct cost *cost = &costs.at[costs.count];

		if (!(sums[i].spurious > 0))
			continue;
		cost->scheme = sums[i].scheme;
		cost->cell = sums[i].cell;
		cost->value = 100 * sums[i].spurious / sums[i].callbacks;
		words_percent(cost->value < 100 ? fmin(cost->value, 99) : 100,
			      cost->words);
		costs.count++;
	}
	costs_sort(&costs);
	return costs;
}

/* Schemes that had no callback at all. */
static void write_quiet(const struct sums *sums, size_t count,
			char text[SENTENCE_MAX / 2])
{
	struct labels quiet = {0};
	char list[SENTENCE_MAX / 4] = "";

	*text = '\0';
	for (size_t i = 0; i < count; i++)
		if (sums[i].scheme && sums[i].callbacks == 0)
			labels_id(&quiet, sums[i].scheme);
	for (size_t i = 0; i < quiet.count; i++)
		words_list(list, sizeof(list), i, quiet.count, "and",
			   quiet.at[i]->text);
	if (quiet.count)
		snprintf(text, SENTENCE_MAX / 2, "; %s %s no callback", list,
			 quiet.count > 1 ? "have" : "has");
	labels_free(&quiet);
}

static void tell(struct finder *finder, const struct cell *where,
		 const struct costs *costs, const char *quiet)
{
	char under[SENTENCE_MAX / 2];
	const struct result_cell **cells =
		must_alloc(costs->count, sizeof(*cells));
	static const double weight[] = {
		[PLACEMENT_FAR] = 60,
		[PLACEMENT_SAME_CHUNK] = 45,
		[PLACEMENT_OVERLAP] = 30,
	};

	for (size_t i = 0; i < costs->count; i++)
		cells[i] = costs->at[i].cell;
	costs_under(costs, " are spurious", under, sizeof(under));
	finding_add(finder, weight[where->placement], cells, costs->count,
		    "Of the callbacks of activities %s, %s%s.",
		    place_words(where), under, quiet);
	free(cells);
}

static void find_at(struct finder *finder, const struct view *view,
		    enum placement placement)
{
	struct sums *sums = must_alloc(view->columns.count, sizeof(*sums));
	const struct cell *where = NULL;
	char quiet[SENTENCE_MAX / 2];
	struct costs costs;

	for (size_t i = 0; i < view->count; i++) {
		const struct view_cell *at = &view->cells[i];

		if (at->cell->cell.placement != placement)
			continue;
		where = &at->cell->cell;
		add_cell(sums, view, at);
	}
	costs = shares(sums, view->columns.count);
	if (costs.count) {
		write_quiet(sums, view->columns.count, quiet);
		tell(finder, where, &costs, quiet);
	}
	costs_free(&costs);
	free(sums);
}

static void find(struct finder *finder)
{
	const struct view *view = &finder->views[TIMED_OPERATION];

	find_at(finder, view, PLACEMENT_FAR);
	find_at(finder, view, PLACEMENT_SAME_CHUNK);
	find_at(finder, view, PLACEMENT_OVERLAP);
}

const struct finding_kind finding_spurious = {
	.name = "spurious",
	.find = find,
};
