// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding: what each scheme adds to one activity, where they differ most: "With
 * a device that takes 5 us, global adds 43 % to munmap ..., chunked 1.5 %."
 */
#include <stdlib.h>
#include <string.h>

#include "print/costs.h"
#include "print/finding_kind.h"

#define SENTENCE_MAX 512

/* munmap is the operation that every application does. */
static double weight_of(const struct group *group)
{
	bool munmap = strcmp(group_cell(group)->workload, "munmap") == 0;

	return (munmap ? 80 : 70) + group_interest(group);
}

/* All schemes with a device cost the same: that is no choice. */
static bool differ(const struct costs *costs)
{
	return costs->count && costs_same(costs, 0) < costs->count;
}

static void find_in(struct finder *finder, const struct group *group)
{
	char setting[SETTING_MAX], object[2 * SETTING_MAX], text[SENTENCE_MAX];
	const struct result_cell **cells;
	struct costs costs;
	size_t count;

	costs_make(&costs, group, true);
	if (differ(&costs)) {
		group_setting(group, setting);
		snprintf(object, sizeof(object), "to %s %s", group_row(group),
			 place_words(group_cell(group)));
		costs_text(&costs, "add", object, text, sizeof(text));
		cells = group_cells(group, &count);
		finding_add(finder, weight_of(group), cells, count, "%s%s.",
			    setting, text);
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
		find_in(finder, &groups.at[i]);
	groups_free(&groups);
}

const struct finding_kind finding_cost = {.name = "cost", .find = find};
