// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding, where a clock measured: what each mode is proved to add to each
 * activity, with its interval, and to which it is not.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/aa_test.h"
#include "judge/cell_intervals.h"
#include "lib/memory.h"
#include "print/finding_kind.h"
#include "print/groups.h"
#include "print/interval_text.h"
#include "print/words.h"

#define LIST_MAX 768
#define ITEM_MAX 256

/* One scheme on the activities of a block. */
struct scheme {
	const struct groups *groups;
	const struct block *block;
	size_t column;
	const struct cell_interval *intervals;
};

/* The cell of a scheme in a group; NULL: it has none with a baseline. */
static const struct result_cell *cell_in(const struct scheme *scheme,
					 const struct group *group)
{
	if (group->block != scheme->block || !group->none)
		return NULL;
	for (size_t i = 0; i < group->count; i++)
		if (group->cells[i]->column == scheme->column)
			return group->cells[i]->cell;
	return NULL;
}

/* One activity with what is known of it under a scheme. */
struct effect {
	const struct group *group;
	const struct result_cell *cell;
	const struct cell_interval *known;
};

static int largest_first(const void *a, const void *b)
{
	const struct effect *x = a, *y = b;
	double p = x->known->cost_pct.value, q = y->known->cost_pct.value;

	if (p != q)
		return p > q ? -1 : 1;
	return x->cell->index < y->cell->index ? -1 : 1;
}

/* The effects that are proved, or those that are not, the largest first. */
static size_t effects_of(const struct scheme *scheme, bool proved,
			 struct effect *effects)
{
	size_t count = 0;

	for (size_t i = 0; i < scheme->groups->count; i++) {
		const struct group *group = &scheme->groups->at[i];
		const struct result_cell *cell = cell_in(scheme, group);
		const struct cell_interval *known;

		if (!cell)
			continue;
		known = &scheme->intervals[cell->index];
		if (isnan(known->cost_pct.low) || known->differs != proved)
			continue;
		effects[count++] = (struct effect){group, cell, known};
	}
	qsort(effects, count, sizeof(*effects), largest_first);
	return count;
}

/* "12.8 % (11.9 to 13.7 %) to munmap" */
static void write_effect(const struct effect *effect, char text[ITEM_MAX])
{
	char value[64], ends[64];

	interval_value(&effect->known->cost_pct, false, value, sizeof(value));
	interval_ends(&effect->known->cost_pct, ends, sizeof(ends));
	snprintf(text, ITEM_MAX, "%s %% (%s) to %s", value, ends,
		 group_row(effect->group));
}

/* "touch (-0.2 to 0.4 %)" */
static void write_doubt(const struct effect *effect, char text[ITEM_MAX])
{
	char ends[64];

	interval_ends(&effect->known->cost_pct, ends, sizeof(ends));
	snprintf(text, ITEM_MAX, "%s (%s)", group_row(effect->group), ends);
}

/* All of one scheme that are proved, or all that are not, in a sentence. */
static void tell(struct finder *finder, const struct scheme *scheme,
		 bool proved, const struct effect *effects, size_t count)
{
	const char *name =
		effects[0].group->view->columns.at[scheme->column]->text;
	const struct result_cell **cells =
		must_alloc(2 * count, sizeof(*cells));
	char setting[SETTING_MAX], list[LIST_MAX] = "", item[ITEM_MAX];

	group_setting(effects[0].group, setting);
	for (size_t i = 0; i < count; i++) {
		cells[2 * i] = effects[i].group->none;
		cells[2 * i + 1] = effects[i].cell;
		if (proved)
			write_effect(&effects[i], item);
		else
			write_doubt(&effects[i], item);
		words_list(list, sizeof(list), i, count, proved ? "and" : "or",
			   item);
	}
	finding_add(finder, proved ? 80 : 60, cells, 2 * count,
		    proved     ? "%s%s adds %s %s."
		    : *setting ? "%sit is not proved that %s changes %s %s."
			       : "%sIt is not proved that %s changes %s %s.",
		    setting, name, list,
		    place_words(group_cell(effects[0].group)));
	free(cells);
}

static void find_scheme(struct finder *finder, const struct scheme *scheme)
{
	struct effect *effects =
		must_alloc(scheme->groups->count, sizeof(*effects));
	size_t count = effects_of(scheme, true, effects);

	if (count)
		tell(finder, scheme, true, effects, count);
	count = effects_of(scheme, false, effects);
	if (count)
		tell(finder, scheme, false, effects, count);
	free(effects);
}

static bool is_bare(const struct view *view, size_t column)
{
	for (size_t i = 0; i < view->count; i++)
		if (view->cells[i].column == column)
			return strcmp(view->cells[i].cell->cell.mode, "none") ==
			       0;
	return false;
}

/* A mode without a device is in each block of its place: the first will do. */
static bool is_told(const struct view *view, const struct block *block,
		    size_t column)
{
	for (size_t i = 0; i < view->count; i++) {
		const struct view_cell *at = &view->cells[i];

		if (at->column == column && at->device == NO_DEVICE)
			for (const struct block *b = view->blocks; b < block;
			     b++)
				if (b->place == block->place)
					return true;
	}
	return false;
}

static void find_all(struct finder *finder, const struct view *view,
		     const struct cell_interval *intervals)
{
	struct groups groups;

	groups_make(&groups, view);
	for (size_t b = 0; b < view->block_count; b++)
		for (size_t c = 0; c < view->columns.count; c++) {
			const struct scheme scheme = {
				.groups = &groups,
				.block = &view->blocks[b],
				.column = c,
				.intervals = intervals,
			};

			if (!is_bare(view, c) &&
			    !is_told(view, scheme.block, c))
				find_scheme(finder, &scheme);
		}
	groups_free(&groups);
}

/* Nothing is proved by a run whose two equal arms differ. */
static bool is_void(struct finder *finder)
{
	double p = aa_test_run(finder->result);

	if (p < 0 || p >= AA_TEST_LEVEL)
		return false;
	finding_add(finder, 99, NULL, 0,
		    "The run is void: its two arms measured the same and "
		    "differ (p = %.2g), so it proves nothing.",
		    p);
	return true;
}

static void find(struct finder *finder)
{
	const struct view *view = &finder->views[TIMED_OPERATION];
	struct cell_interval *intervals;

	if (finder->exact || !view->count || is_void(finder))
		return;
	intervals = cell_intervals_make(finder->result);
	if (intervals)
		find_all(finder, view, intervals);
	free(intervals);
}

const struct finding_kind finding_timed = {.name = "timed", .find = find};
