// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding: what an action of the device takes, such as the registration of a
 * buffer.
 */
#include <stdlib.h>
#include <string.h>

#include "common/timed.h"
#include "print/costs.h"
#include "print/finding_kind.h"

#define SENTENCE_MAX 512

/* Schemes differ if the slowest takes this many times what the fastest does. */
#define DIFFER 1.1

static void fill(struct costs *costs, const struct group *group)
{
	costs_alloc(costs, group->count);
	for (size_t i = 0; i < group->count; i++) {
		double p50 = group->cells[i]->cell->stats.p50;

		words_time(p50, costs_add(costs, group, i, p50)->words);
	}
	costs_sort(costs);
}

static void tell(struct finder *finder, const struct group *group,
		 const struct costs *costs)
{
	char under[SENTENCE_MAX / 2], setting[SETTING_MAX];
	const char *row = group_row(group);
	const struct result_cell **cells;
	size_t count;

	group_setting(group, setting);
	costs_under(costs, "", under, sizeof(under));
	cells = group_cells(group, &count);
	finding_add(finder, 50, cells, count,
		    *setting ? "%seach %s%s%s takes %s."
			     : "%sEach %s%s%s takes %s.",
		    setting, timed_at(group->view->timed)->name,
		    *row ? " with " : "", row, under);
	free(cells);
}

static void find_in(struct finder *finder, const struct group *group)
{
	struct costs costs;

	fill(&costs, group);
	if (costs.count == 1 ||
	    costs.at[0].value > DIFFER * costs.at[costs.count - 1].value)
		tell(finder, group, &costs);
	costs_free(&costs);
}

/* Of a kind in two parts the table says more than a sentence. */
static bool is_told(const struct view *view)
{
	const struct timed_kind *kind = timed_at(view->timed);

	return view->timed != TIMED_OPERATION && !kind->has_two_times &&
	       strcmp(kind->name, "fault") != 0;
}

static void find(struct finder *finder)
{
	for (size_t v = 0; finder->exact && timed_at(v); v++) {
		struct groups groups;

		if (!is_told(&finder->views[v]))
			continue;
		groups_make(&groups, &finder->views[v]);
		for (size_t i = 0; i < groups.count; i++)
			find_in(finder, &groups.at[i]);
		groups_free(&groups);
	}
}

const struct finding_kind finding_action = {.name = "action", .find = find};
