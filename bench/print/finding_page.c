// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding: what each scheme adds to each page of an activity for which the
 * kernel calls page by page, such as moving pages to another node.
 */
#include <math.h>
#include <stdlib.h>

#include "print/costs.h"
#include "print/finding_kind.h"

#define SENTENCE_MAX 512

/* Of fewer pages, what an operation costs by itself is too large a part. */
#define PAGES_MIN 8

/* A scheme that hears of everything is called once for each page. */
static bool is_by_page(const struct group *group)
{
	double pages = (double)group_cell(group)->pages;

	for (size_t i = 0; i < group->count; i++)
		if (group->cells[i]->cell->stats.callbacks_per_op == pages)
			return pages >= PAGES_MIN;
	return false;
}

/* Whether no other group has the same activity with more pages. */
static bool has_most_pages(const struct groups *groups,
			   const struct group *group)
{
	for (size_t i = 0; i < groups->count; i++) {
		struct cell other = *group_cell(&groups->at[i]);
		uint64_t pages = other.pages;

		other.pages = group_cell(group)->pages;
		if (groups->at[i].block == group->block &&
		    cell_same_activity(&other, group_cell(group)) &&
		    pages > other.pages)
			return false;
	}
	return true;
}

static void fill(struct costs *costs, const struct group *group)
{
	costs_alloc(costs, group->count);
	for (size_t i = 0; i < group->count; i++) {
		const struct result_cell *cell = group->cells[i]->cell;
		double value = cell->stats.over_none_per_page;

		if (cell->cell.inflight && !isnan(value))
			words_time(value,
				   costs_add(costs, group, i, value)->words);
	}
	costs_sort(costs);
}

static void tell(struct finder *finder, const struct group *group)
{
	char setting[SETTING_MAX], object[2 * SETTING_MAX], text[SENTENCE_MAX];
	const struct result_cell **cells;
	struct costs costs;
	size_t count;

	fill(&costs, group);
	if (costs.count) {
		group_setting(group, setting);
		snprintf(object, sizeof(object), "to each page of %s %s",
			 group_row(group), place_words(group_cell(group)));
		costs_text(&costs, "add", object, text, sizeof(text));
		cells = group_cells(group, &count);
		finding_add(finder, 90 + group_interest(group), cells, count,
			    "%s%s.", setting, text);
		free(cells);
	}
	costs_free(&costs);
}

static void find(struct finder *finder)
{
	struct groups groups;

	if (!finder->exact)
		return;
	groups_make(&groups, &finder->views[TIMED_OPERATION]);
	for (size_t i = 0; i < groups.count; i++)
		if (groups.at[i].none && is_by_page(&groups.at[i]) &&
		    has_most_pages(&groups, &groups.at[i]))
			tell(finder, &groups.at[i]);
	groups_free(&groups);
}

const struct finding_kind finding_page = {.name = "page", .find = find};
