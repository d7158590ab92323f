// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding: the most that each scheme adds to any activity at a place: "mprotect
 * pays most of 9 activities far from device pages: it takes 6.2 % longer under
 * chunked, 171 % under global."
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/costs.h"
#include "print/finding_kind.h"

#define SENTENCE_MAX 512

/* The groups of one block that have a baseline. */
struct block_groups {
	const struct group **at;
	size_t count;
};

static double cost_of(const struct group *group, const char *scheme, size_t *at)
{
	for (size_t i = 0; i < group->count; i++)
		if (strcmp(group_scheme(group, i), scheme) == 0) {
			*at = i;
			return group->cells[i]->cell->stats.over_none_pct;
		}
	return NAN;
}

/* The group in which a scheme costs most; NULL unless all groups have it. */
static const struct group *costliest(const struct block_groups *block,
				     const char *scheme, size_t *cell)
{
	const struct group *group = NULL;
	double most = NAN;

	for (size_t i = 0; i < block->count; i++) {
		size_t at = 0;
		double cost = cost_of(block->at[i], scheme, &at);

		if (isnan(cost))
			return NULL;
		if (!(cost <= most)) {
			most = cost;
			group = block->at[i];
			*cell = at;
		}
	}
	return group;
}

/* Of the schemes with a device, or of those without. */
static void fill(struct costs *costs, const struct block_groups *block,
		 bool device)
{
	const struct group *group = block->at[0];

	costs_alloc(costs, group->count);
	for (size_t i = 0; i < group->count; i++) {
		const struct cell *cell = &group->cells[i]->cell->cell;
		const struct group *most;
		struct cost *cost;
		size_t at = 0;

		if ((cell->inflight != 0) != device ||
		    strcmp(cell->mode, "none") == 0)
			continue;
		most = costliest(block, group_scheme(group, i), &at);
		if (!most)
			continue;
		cost = costs_add(costs, most, at,
				 most->cells[at]->cell->stats.over_none_pct);
		words_longer(cost->value, cost->words);
	}
	costs_sort(costs);
}

/* The workload that costs most under each scheme; NULL if there is none. */
static const char *costliest_workload(const struct costs *costs)
{
	const char *workload = costs->at[0].cell->cell.workload;

	for (size_t i = 1; i < costs->count; i++)
		if (strcmp(costs->at[i].cell->cell.workload, workload) != 0)
			return NULL;
	return workload;
}

static void tell(struct finder *finder, const struct block_groups *block,
		 const struct costs *costs, bool device)
{
	char setting[SETTING_MAX], under[SENTENCE_MAX / 2];
	const char *workload = costliest_workload(costs);
	const char *place = place_words(group_cell(block->at[0]));
	const struct result_cell **cells =
		must_alloc(costs->count, sizeof(*cells));
	double weight = 85 + group_interest(block->at[0]);

	if (!device)
		weight -= 35;
	for (size_t i = 0; i < costs->count; i++)
		cells[i] = costs->at[i].cell;
	*setting = '\0';
	if (device)
		group_setting(block->at[0], setting);
	costs_under(costs, " longer", under, sizeof(under));
	if (workload)
		finding_add(finder, weight, cells, costs->count,
			    "%s%s pays most of %zu activities %s: it takes %s.",
			    setting, workload, block->count, place, under);
	else
		finding_add(finder, weight, cells, costs->count,
			    "%s%s activity %s takes up to %s (of %zu measured "
			    "activities).",
			    setting, device ? "an" : "An", place, under,
			    block->count);
	free(cells);
}

static void find_in(struct finder *finder, const struct block_groups *block,
		    bool device)
{
	struct costs costs;

	fill(&costs, block, device);
	if (costs.count && (!device || costs_same(&costs, 0) < costs.count))
		tell(finder, block, &costs, device);
	costs_free(&costs);
}

/* Groups of a block follow each other. */
static size_t same_block(const struct groups *groups, size_t first,
			 struct block_groups *block)
{
	size_t end = first;

	block->count = 0;
	for (; end < groups->count; end++) {
		if (groups->at[end].block != groups->at[first].block)
			break;
		if (groups->at[end].none)
			block->at[block->count++] = &groups->at[end];
	}
	return end;
}

/* Schemes without a device are in each block of their place. */
static bool is_first(const struct group *group)
{
	const struct block *block = group->view->blocks;

	while (block->place != group->block->place)
		block++;
	return block == group->block;
}

static void find(struct finder *finder)
{
	struct groups groups;
	struct block_groups block;

	if (!finder->exact)
		return;
	groups_make(&groups, &finder->views[TIMED_OPERATION]);
	block.at = must_alloc(groups.count + 1, sizeof(*block.at));
	for (size_t i = 0; i < groups.count;) {
		i = same_block(&groups, i, &block);
		if (block.count < 2)
			continue;
		find_in(finder, &block, true);
		if (is_first(block.at[0]))
			find_in(finder, &block, false);
	}
	free(block.at);
	groups_free(&groups);
}

const struct finding_kind finding_costliest = {
	.name = "costliest",
	.find = find,
};
