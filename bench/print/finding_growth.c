// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding: what grows with the number of VMAs of the process, of the pages of
 * an operation, or of the runs of device pages, each of which has its own chunk
 * or buffer.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/timed.h"
#include "lib/memory.h"
#include "print/costs.h"
#include "print/finding_kind.h"
#include "print/numbers.h"

#define SENTENCE_MAX 512

/* What grows by less, as a factor and as a share of the time, is not told. */
#define GROWS 1.5
#define SHARE 0.05

/* Along what a cost can grow. */
struct axis {
	const char *one, *many; /* what is counted */
	double (*value)(const struct result_cell *cell);
	/* Whether cells that differ along the axis are alike otherwise. */
	bool (*alike)(const struct cell *a, const struct cell *b);
	double weight;
};

static double runs_of(const struct result_cell *cell)
{
	return cell->stats.runs;
}

static bool alike_but_runs(const struct cell *a, const struct cell *b)
{
	struct cell x = *a;

	x.region_size = b->region_size;
	return cell_same_activity(&x, b);
}

static double vmas_of(const struct result_cell *cell)
{
	return (double)cell->cell.vmas;
}

static bool alike_but_vmas(const struct cell *a, const struct cell *b)
{
	struct cell x = *a;

	x.vmas = b->vmas;
	return cell_same_activity(&x, b);
}

static double pages_of(const struct result_cell *cell)
{
	return (double)cell->cell.pages;
}

static bool alike_but_pages(const struct cell *a, const struct cell *b)
{
	struct cell x = *a;

	x.pages = b->pages;
	return cell_same_activity(&x, b);
}

static const struct axis axes[] = {
	{"run of device pages", "runs of device pages", runs_of, alike_but_runs,
	 88},
	{"extra VMA", "extra VMAs", vmas_of, alike_but_vmas, 70},
	{"page", "pages", pages_of, alike_but_pages, 60},
};

/* What is told of a cell: its time, or that over the baseline. */
static double figure(const struct result_cell *cell)
{
	return cell->cell.timed == TIMED_OPERATION ? cell->stats.over_none
						   : cell->stats.p50;
}

/* Another thread decides what such a cell takes; finding_fault.c tells it. */
static bool is_race(const struct cell *cell)
{
	return cell->timed != TIMED_OPERATION && cell_other_threads(cell);
}

/* The cell of the same scheme in another group, or NULL. */
static const struct result_cell *twin(const struct group *group,
				      const struct view_cell *cell)
{
	for (size_t i = 0; i < group->count; i++)
		if (group->cells[i]->column == cell->column)
			return group->cells[i]->cell;
	return NULL;
}

/* The schemes that both ends have, with their figures at one end. */
static void fill(struct costs *costs, const struct group *at,
		 const struct group *other)
{
	costs_alloc(costs, at->count);
	for (size_t i = 0; i < at->count; i++) {
		const struct result_cell *cell = at->cells[i]->cell;
		const struct result_cell *there = twin(other, at->cells[i]);

		if (strcmp(cell->cell.mode, "none") == 0 || !there ||
		    (cell->cell.timed == TIMED_OPERATION &&
		     cell->cell.inflight == 0) ||
		    isnan(figure(cell)) || isnan(figure(there)) ||
		    cell->stats.gave_up_per_op > 0 ||
		    there->stats.gave_up_per_op > 0)
			continue;
		words_time(figure(cell),
			   costs_add(costs, at, i, figure(cell))->words);
	}
	costs_sort(costs);
}

static bool outgrows(const struct cost *small, const struct cost *large)
{
	return large->value > GROWS * small->value &&
	       large->value - small->value > SHARE * large->cell->stats.p50;
}

static bool grows(const struct costs *small, const struct costs *large)
{
	for (size_t i = 0; i < large->count; i++)
		for (size_t k = 0; k < small->count; k++)
			if (strcmp(small->at[k].scheme, large->at[i].scheme) ==
				    0 &&
			    outgrows(&small->at[k], &large->at[i]))
				return true;
	return false;
}

static void write_count(const struct axis *axis, const struct group *group,
			char text[SETTING_MAX])
{
	double count = axis->value(group->cells[0]->cell);
	char number[WORDS_MAX];

	format_units(count, false, number, sizeof(number));
	snprintf(text, SETTING_MAX, "%s %s", number,
		 count == 1 ? axis->one : axis->many);
}

static void tell(struct finder *finder, const struct axis *axis,
		 const struct group *small, const struct group *large,
		 const struct costs costs[2])
{
	const struct cell *cell = group_cell(large);
	bool operation = cell->timed == TIMED_OPERATION;
	char setting[SETTING_MAX], count[2][SETTING_MAX],
		under[2][SENTENCE_MAX / 2];
	const struct result_cell **cells =
		must_alloc(2 * costs[0].count, sizeof(*cells));

	for (size_t i = 0; i < costs[0].count; i++) {
		cells[2 * i] = costs[0].at[i].cell;
		cells[2 * i + 1] = costs[1].at[i].cell;
	}
	group_setting(large, setting);
	write_count(axis, small, count[0]);
	write_count(axis, large, count[1]);
	for (size_t i = 0; i < 2; i++)
		costs_under(&costs[i], operation ? " longer" : "", under[i],
			    sizeof(under[i]));
	finding_add(finder, axis->weight, cells, 2 * costs[0].count,
		    "%s%s%s with %s takes %s; with %s it takes %s.", setting,
		    operation ? "" : "each ",
		    operation ? cell->workload : timed_at(cell->timed)->name,
		    count[1], under[1], count[0], under[0]);
	free(cells);
}

static void compare(struct finder *finder, const struct axis *axis,
		    const struct group *small, const struct group *large)
{
	struct costs costs[2];

	fill(&costs[0], small, large);
	fill(&costs[1], large, small);
	if (costs[0].count && grows(&costs[0], &costs[1]))
		tell(finder, axis, small, large, costs);
	costs_free(&costs[0]);
	costs_free(&costs[1]);
}

/* @first is alone on its axis, or the group at the low end. */
static void find_from(struct finder *finder, const struct axis *axis,
		      const struct groups *groups, const struct group *first)
{
	const struct group *large = first;

	for (size_t i = 0; i < groups->count; i++) {
		const struct group *group = &groups->at[i];
		double value = axis->value(group->cells[0]->cell);

		if (group->block != first->block ||
		    is_race(group_cell(group)) ||
		    !axis->alike(group_cell(group), group_cell(first)))
			continue;
		if (value < axis->value(first->cells[0]->cell))
			return; /* it is told from there */
		if (value > axis->value(large->cells[0]->cell))
			large = group;
	}
	if (large != first && !is_race(group_cell(first)))
		compare(finder, axis, first, large);
}

static void find(struct finder *finder)
{
	for (size_t v = 0; finder->exact && timed_at(v); v++) {
		struct groups groups;

		groups_make(&groups, &finder->views[v]);
		for (size_t a = 0; a < sizeof(axes) / sizeof(axes[0]); a++)
			for (size_t i = 0; i < groups.count; i++)
				find_from(finder, &axes[a], &groups,
					  &groups.at[i]);
		groups_free(&groups);
	}
}

const struct finding_kind finding_growth = {.name = "growth", .find = find};
