// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding: what chunks cost an activity next to device pages, in their chunk,
 * beside what they cost it far away.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/costs.h"
#include "print/finding_kind.h"

#define SENTENCE_MAX 512

/* What costs less than this many times as much is not told. */
#define DEARER 1.5

/* The same activity on the same devices, in another place. */
static const struct group *elsewhere(const struct groups *groups,
				     const struct group *near)
{
	struct cell wanted = *group_cell(near);

	wanted.placement = PLACEMENT_FAR;
	for (size_t i = 0; i < groups->count; i++) {
		const struct group *group = &groups->at[i];

		if (group->block->device == near->block->device &&
		    cell_same_activity(group_cell(group), &wanted))
			return group;
	}
	return NULL;
}

static const struct cost *of_scheme(const struct costs *costs,
				    const char *scheme)
{
	for (size_t i = 0; i < costs->count; i++)
		if (strcmp(costs->at[i].scheme, scheme) == 0)
			return &costs->at[i];
	return NULL;
}

/* Keep the schemes with chunks that the other place has as well. */
static void keep_chunks(struct costs *costs, const struct costs *other)
{
	size_t kept = 0;

	for (size_t i = 0; i < costs->count; i++)
		if (costs->at[i].cell->cell.chunk_size &&
		    of_scheme(other, costs->at[i].scheme))
			costs->at[kept++] = costs->at[i];
	costs->count = kept;
}

static bool is_dearer(const struct costs *near, const struct costs *far)
{
	for (size_t i = 0; i < near->count; i++)
		if (near->at[i].value >
		    DEARER * of_scheme(far, near->at[i].scheme)->value)
			return true;
	return false;
}

static void tell(struct finder *finder, const struct group *near,
		 const struct group *far, const struct costs costs[2])
{
	char setting[SETTING_MAX], under[2][SENTENCE_MAX / 2];
	size_t count = costs[0].count;
	const struct result_cell **cells =
		must_alloc(2 * count + 2, sizeof(*cells));
	bool munmap = strcmp(group_cell(near)->workload, "munmap") == 0;

	for (size_t i = 0; i < count; i++) {
		words_longer(costs[0].at[i].value, costs[0].at[i].words);
		words_longer(costs[1].at[i].value, costs[1].at[i].words);
		cells[2 * i] = costs[0].at[i].cell;
		cells[2 * i + 1] = costs[1].at[i].cell;
	}
	cells[2 * count] = near->none;
	cells[2 * count + 1] = far->none;
	group_setting(near, setting);
	costs_under(&costs[0], " longer", under[0], sizeof(under[0]));
	costs_under(&costs[1], "", under[1], sizeof(under[1]));
	finding_add(finder, munmap ? 63 : 58, cells, 2 * count + 2,
		    "%s%s %s takes %s; far from them %s.", setting,
		    group_row(near), place_words(group_cell(near)), under[0],
		    under[1]);
	free(cells);
}

static void find_in(struct finder *finder, const struct groups *groups,
		    const struct group *near)
{
	const struct group *far = elsewhere(groups, near);
	struct costs costs[2];

	if (!far)
		return;
	costs_make(&costs[0], near, true);
	costs_make(&costs[1], far, true);
	keep_chunks(&costs[0], &costs[1]);
	keep_chunks(&costs[1], &costs[0]);
	if (costs[0].count && is_dearer(&costs[0], &costs[1]))
		tell(finder, near, far, costs);
	costs_free(&costs[0]);
	costs_free(&costs[1]);
}

static void find(struct finder *finder)
{
	struct groups groups;

	if (!finder->exact)
		return;
	groups_make(&groups, &finder->views[TIMED_OPERATION]);
	for (size_t i = 0; i < groups.count; i++)
		if (group_cell(&groups.at[i])->placement ==
			    PLACEMENT_SAME_CHUNK &&
		    group_device_ns(&groups.at[i]) > 0)
			find_in(finder, &groups, &groups.at[i]);
	groups_free(&groups);
}

const struct finding_kind finding_near = {.name = "near", .find = find};
