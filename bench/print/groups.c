// SPDX-License-Identifier: GPL-2.0-only
/* Finding cells that differ only in the scheme, and naming what they share. */
#include "print/groups.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/words.h"

static bool has_device(const struct cell *cell)
{
	return cell->inflight != 0;
}

static bool is_usable(const struct result_cell *cell)
{
	return !cell->failed && cell->stats.ops && !isnan(cell->stats.p50);
}

/* What else than the filter, which is the scheme's own, devices differ in. */
static bool same_device(const struct cell *a, const struct cell *b)
{
	return a->device_ns == b->device_ns &&
	       a->device_page_ns == b->device_page_ns &&
	       a->fault_ns == b->fault_ns && a->wait == b->wait &&
	       a->inflight == b->inflight;
}

/* Columns ascend, so cells with one name are neighbours. */
static bool is_fair(const struct view_cell *const *cells, size_t count)
{
	const struct cell *device = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct cell *cell = &cells[i]->cell->cell;

		if (!cell_same_activity(cell, &cells[0]->cell->cell) ||
		    (i && cells[i]->column == cells[i - 1]->column))
			return false;
		if (!has_device(cell))
			continue;
		if (device && !same_device(device, cell))
			return false;
		device = cell;
	}
	return true;
}

static void add_group(struct groups *groups, const struct view *view,
		      const struct block *block,
		      const struct view_cell *const *cells, size_t count)
{
	struct group *group = &groups->at[groups->count];

	*group = (struct group){.view = view, .block = block};
	group->cells = must_alloc(count, sizeof(*group->cells));
	for (size_t i = 0; i < count; i++) {
		const struct result_cell *cell = cells[i]->cell;

		if (!is_usable(cell))
			continue;
		if (cell_is_baseline(&cell->cell, &cell->cell))
			group->none = cell;
		else
			group->cells[group->count++] = cells[i];
	}
	if (group->count && is_fair(cells, count))
		groups->count++;
	else
		free(group->cells);
}

static void add_block(struct groups *groups, const struct view *view,
		      const struct block *block)
{
	size_t count, end;
	const struct view_cell **cells = view_block_cells(view, block, &count);

	for (size_t first = 0; first < count; first = end) {
		for (end = first; end < count; end++)
			if (cells[end]->row != cells[first]->row)
				break;
		add_group(groups, view, block, cells + first, end - first);
	}
	free(cells);
}

void groups_make(struct groups *groups, const struct view *view)
{
	groups->count = 0;
	groups->at = must_alloc(view->rows.count * view->block_count + 1,
				sizeof(*groups->at));
	for (size_t b = 0; b < view->block_count; b++)
		add_block(groups, view, &view->blocks[b]);
}

void groups_free(struct groups *groups)
{
	for (size_t i = 0; i < groups->count; i++)
		free(groups->at[i].cells);
	free(groups->at);
}

const char *group_scheme(const struct group *group, size_t cell)
{
	return group->view->columns.at[group->cells[cell]->column]->text;
}

const char *group_row(const struct group *group)
{
	return group->view->rows.at[group->cells[0]->row]->text;
}

const struct cell *group_cell(const struct group *group)
{
	return &group->cells[0]->cell->cell;
}

const struct result_cell **group_cells(const struct group *group, size_t *count)
{
	const struct result_cell **cells =
		must_alloc(group->count + 1, sizeof(*cells));

	*count = 0;
	if (group->none)
		cells[(*count)++] = group->none;
	for (size_t i = 0; i < group->count; i++)
		cells[(*count)++] = group->cells[i]->cell;
	return cells;
}

static const struct cell *device_of(const struct group *group)
{
	for (size_t i = 0; i < group->count; i++)
		if (has_device(&group->cells[i]->cell->cell))
			return &group->cells[i]->cell->cell;
	return NULL;
}

double group_device_ns(const struct group *group)
{
	const struct cell *cell = device_of(group);

	return cell ? (double)cell->device_ns : NAN;
}

double group_interest(const struct group *group)
{
	double ns = group_device_ns(group);
	double interest = ns >= 1 ? log10(ns) / 4 : -20;

	return group_cell(group)->placement == PLACEMENT_FAR ? interest
							     : interest - 15;
}

/* What the title of the block says, but for what sentences have words for. */
static void append_rest(const struct group *group, const struct cell *cell,
			char text[SETTING_MAX])
{
	for (const struct cell_key *key = cell_keys; key->name; key++) {
		enum role role = group->view->roles[key - cell_keys];
		char value[WORDS_MAX];
		size_t used = strlen(text);

		if (role != ROLE_DEVICE && role != ROLE_PLACE)
			continue;
		if (strcmp(key->name, "device_ns") == 0 ||
		    strcmp(key->name, "workload") == 0 ||
		    strcmp(key->name, "placement") == 0)
			continue;
		cell_format(cell, key, value, sizeof(value));
		snprintf(text + used, SETTING_MAX - used, " and %s %s",
			 key->name, value);
	}
}

void group_setting(const struct group *group, char text[SETTING_MAX])
{
	const struct cell *cell = device_of(group);
	char time[WORDS_MAX];
	size_t used;

	*text = '\0';
	if (!cell)
		return;
	if (cell->device_ns) {
		words_time((double)cell->device_ns, time);
		snprintf(text, SETTING_MAX, "With a device that takes %s",
			 time);
	} else {
		snprintf(text, SETTING_MAX, "With a device that takes no time");
	}
	append_rest(group, cell, text);
	used = strlen(text);
	snprintf(text + used, SETTING_MAX - used, ", ");
}

const char *place_words(const struct cell *cell)
{
	switch (cell->placement) {
	case PLACEMENT_SAME_CHUNK:
		return "next to device pages";
	case PLACEMENT_OVERLAP:
		return "on device pages";
	default:
		return "far from device pages";
	}
}
