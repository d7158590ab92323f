// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding: the best and the worst chunk size for an activity, and what chunks
 * that the mode adapts cost beside them.
 */
#include <stdlib.h>
#include <string.h>

#include "common/modes.h"
#include "print/costs.h"
#include "print/finding_kind.h"

#define SENTENCE_MAX 512

/* The worst size costs at least this many times what the best does. */
#define MATTERS 1.5

/* The schemes of a group that have chunks of one size, and the adaptive one. */
struct sizes {
	size_t count;
	const struct cost *best, *worst;
	const struct cost *adaptive; /* NULL: there is none */
};

static bool is_adaptive(const struct cell *cell)
{
	const struct mode_info *mode = mode_find(cell->mode);

	return mode && mode->coverage == MODE_COVERS_ADAPTIVE;
}

/* @costs are sorted, the largest first. */
static struct sizes sizes_of(const struct costs *costs, const char *mode)
{
	struct sizes sizes = {0};

	for (size_t i = 0; i < costs->count; i++) {
		const struct cost *cost = &costs->at[i];

		if (is_adaptive(&cost->cell->cell)) {
			sizes.adaptive = cost;
		} else if (strcmp(cost->cell->cell.mode, mode) == 0) {
			if (sizes.count++ == 0)
				sizes.worst = cost;
			sizes.best = cost;
		}
	}
	return sizes;
}

/* The size matters most next to device pages, in their chunk. */
static double weight_of(const struct group *group)
{
	const struct cell *cell = group_cell(group);
	double weight = strcmp(cell->workload, "munmap") == 0 ? 82 : 77;

	if (cell->placement == PLACEMENT_SAME_CHUNK)
		weight += 20;
	return weight + group_interest(group);
}

static void tell(struct finder *finder, const struct group *group,
		 const struct sizes *sizes)
{
	char setting[SETTING_MAX], adaptive[SETTING_MAX] = "";
	const struct result_cell *cells[] = {
		group->none,
		sizes->best->cell,
		sizes->worst->cell,
		sizes->adaptive ? sizes->adaptive->cell : NULL,
	};

	group_setting(group, setting);
	if (sizes->adaptive)
		snprintf(adaptive, sizeof(adaptive), "; %s adds %s",
			 sizes->adaptive->scheme, sizes->adaptive->words);
	finding_add(finder, weight_of(group), cells, 4,
		    "%sthe best of %zu chunk sizes for %s %s, %s, adds %s, "
		    "the worst, %s, %s%s.",
		    setting, sizes->count, group_row(group),
		    place_words(group_cell(group)), sizes->best->scheme,
		    sizes->best->words, sizes->worst->scheme,
		    sizes->worst->words, adaptive);
}

/* Whether a mode is the first of its name in the group. */
static bool is_first(const struct group *group, size_t cell)
{
	for (size_t i = 0; i < cell; i++)
		if (strcmp(group->cells[i]->cell->cell.mode,
			   group->cells[cell]->cell->cell.mode) == 0)
			return false;
	return true;
}

static void find_in(struct finder *finder, const struct group *group)
{
	struct costs costs;

	costs_make(&costs, group, true);
	for (size_t i = 0; i < group->count; i++) {
		const struct cell *cell = &group->cells[i]->cell->cell;
		struct sizes sizes;

		if (!cell->chunk_size || is_adaptive(cell) ||
		    !is_first(group, i))
			continue;
		sizes = sizes_of(&costs, cell->mode);
		if (sizes.count > 1 &&
		    sizes.worst->value > MATTERS * sizes.best->value)
			tell(finder, group, &sizes);
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
		if (groups.at[i].none)
			find_in(finder, &groups.at[i]);
	groups_free(&groups);
}

const struct finding_kind finding_sizes = {.name = "sizes", .find = find};
