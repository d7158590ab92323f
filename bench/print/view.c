// SPDX-License-Identifier: GPL-2.0-only
/* Arranging the cells of one kind for tables: finding block, row and column. */
#include "print/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

#define LABEL_MAX 160

/* A mode without a device has the idle value, 0, in every key of the device. */
static bool has_device(const struct cell *cell)
{
	return cell->inflight != 0;
}

static bool is_latency(const struct cell_key *key)
{
	return key->scope == SCOPE_DEVICE && key->kind == CELL_TIME;
}

/*
 * The group of cells within which a key must vary to be shown. For a key of the
 * application the group is the workload, for a latency all cells with a device,
 * for any other key the mode. SIZE_MAX: the key does not apply to this cell.
 */
static size_t group_of(struct labels *names, const struct cell *cell,
		       const struct cell_key *key)
{
	if (key->scope == SCOPE_ALL)
		return labels_id(names, cell->workload);
	if (is_latency(key))
		return has_device(cell) ? labels_id(names, "") : SIZE_MAX;
	return labels_id(names, cell->mode);
}

/* Whether a key has two values in one group. */
static bool varies(const struct view *view, const struct cell_key *key)
{
	uint64_t *first = must_alloc(view->count, sizeof(*first));
	struct labels names = {0};
	bool found = false;

	for (size_t i = 0; i < view->count && !found; i++) {
		const struct cell *cell = &view->cells[i].cell->cell;
		size_t known = names.count;
		size_t group = group_of(&names, cell, key);

		if (group == SIZE_MAX)
			continue;
		if (names.count > known)
			first[group] = cell_number(cell, key);
		found = first[group] != cell_number(cell, key);
	}
	labels_free(&names);
	free(first);
	return found;
}

static bool has_workloads(const struct view *view)
{
	for (size_t i = 1; i < view->count; i++)
		if (strcmp(view->cells[i].cell->cell.workload,
			   view->cells[0].cell->cell.workload) != 0)
			return true;
	return false;
}

/*
 * Where the workload's operations are timed, the workload names the row, and
 * the block always says the placement.
 */
static enum role role_of(const struct view *view, const struct cell_key *key)
{
	bool operation = view->timed == TIMED_OPERATION;

	if (strcmp(key->name, "workload") == 0)
		return !operation && has_workloads(view) ? ROLE_PLACE
							 : ROLE_HIDDEN;
	if (strcmp(key->name, "placement") == 0)
		return operation || varies(view, key) ? ROLE_PLACE
						      : ROLE_HIDDEN;
	if (key->kind == CELL_NAME || !varies(view, key))
		return ROLE_HIDDEN;
	if (key->scope == SCOPE_DEVICE &&
	    !(view->has_presets && preset_decides(key)))
		return ROLE_DEVICE;
	return key->scope == SCOPE_ALL ? ROLE_ROW : ROLE_COLUMN;
}

/* Beside presets, most policies of other cells have their default. */
static bool is_silent(const struct cell *cell, const struct cell_key *key)
{
	return preset_decides(key) && key->scope != SCOPE_CHUNKS &&
	       key->scope != SCOPE_KEEPS && cell_has_default(cell, key);
}

/* Whether the key is part of the name; a preset stands for some keys. */
static bool is_named(const struct cell *cell, const struct cell_key *key,
		     const struct preset *preset)
{
	/* These distinguish other cells of mode none from the baseline. */
	if (key->scope == SCOPE_BARE)
		return cell_key_applies(cell, key) && cell_number(cell, key);
	if (key->scope > SCOPE_BARE && !has_device(cell))
		return false;
	if (preset && preset_value(preset, key->name))
		return false;
	if (key->scope == SCOPE_CHUNKS || key->scope == SCOPE_KEEPS)
		return cell->chunk_size && cell_key_applies(cell, key);
	return cell_key_applies(cell, key);
}

/*
 * A row or a column is named "lead key=value ...", with sizes of chunks without
 * their key; a block "key value, ...".
 */
static void make_label(const struct view *view, const struct view_cell *of,
		       enum role role, const char *lead, char text[LABEL_MAX])
{
	const struct cell *cell = &of->cell->cell;
	bool heading = role == ROLE_PLACE || role == ROLE_DEVICE;
	const char *between = heading ? ", " : " ";
	const char *is = heading ? " " : "=";
	const struct preset *preset =
		role == ROLE_COLUMN ? of->cell->preset : NULL;
	size_t n =
		(size_t)snprintf(text, LABEL_MAX, "%s%s%s", lead,
				 preset ? " " : "", preset ? preset->name : "");
	char value[CELL_SET_TEXT_MAX];

	for (const struct cell_key *key = cell_keys; key->name; key++) {
		bool size = key->scope == SCOPE_CHUNKS;

		if (view->roles[key - cell_keys] != role || n >= LABEL_MAX)
			continue;
		if (!is_named(cell, key, preset) ||
		    (role == ROLE_COLUMN && is_silent(cell, key)))
			continue;
		cell_format(cell, key, value, sizeof(value));
		n += (size_t)snprintf(text + n, LABEL_MAX - n, "%s%s%s%s",
				      n ? between : "", size ? "" : key->name,
				      size ? "" : is, value);
	}
}

static void place(struct view *view, struct view_cell *to)
{
	const struct cell *cell = &to->cell->cell;
	char text[LABEL_MAX];

	make_label(view, to, ROLE_PLACE, "", text);
	to->place = labels_id(&view->places, text);
	make_label(view, to, ROLE_DEVICE, "", text);
	to->device =
		has_device(cell) ? labels_id(&view->devices, text) : NO_DEVICE;
	make_label(view, to, ROLE_ROW,
		   view->timed == TIMED_OPERATION ? cell->workload : "", text);
	to->row = labels_id(&view->rows, text);
	make_label(view, to, ROLE_COLUMN, cell->mode, text);
	to->column = labels_id(&view->columns, text);
}

static char *block_title(const struct view *view, const struct block *block)
{
	const char *place = view->places.at[block->place]->text;
	const char *device = block->device == NO_DEVICE
				     ? ""
				     : view->devices.at[block->device]->text;

	return must_printf("%s%s%s", place, *place && *device ? ", " : "",
			   device);
}

/*
 * A block for each place and device, in the order of the file; a place without
 * devices has one block.
 */
static void make_blocks(struct view *view)
{
	size_t devices = view->devices.count + 1;
	bool *seen = must_alloc(view->places.count * devices, sizeof(*seen));
	bool *populated = must_alloc(view->places.count, sizeof(*populated));

	view->blocks = must_alloc(view->count, sizeof(*view->blocks));
	for (size_t i = 0; i < view->count; i++)
		if (view->cells[i].device != NO_DEVICE)
			populated[view->cells[i].place] = true;
	for (size_t i = 0; i < view->count; i++) {
		const struct view_cell *cell = &view->cells[i];
		bool without = cell->device == NO_DEVICE;
		size_t at = cell->place * devices +
			    (without ? devices - 1 : cell->device);
		struct block *block = &view->blocks[view->block_count];

		if (seen[at] || (without && populated[cell->place]))
			continue;
		seen[at] = true;
		block->place = cell->place;
		block->device = cell->device;
		block->title = block_title(view, block);
		view->block_count++;
	}
	free(seen);
	free(populated);
}

static void add(struct view *view, const struct result_cell *cell)
{
	view->has_presets = view->has_presets || cell->preset;
	view->cells[view->count++].cell = cell;
}

void view_make(struct view *view, const struct result *result, uint64_t timed)
{
	memset(view, 0, sizeof(*view));
	view->result = result;
	view->timed = timed;
	view->cells = must_alloc(result->count, sizeof(*view->cells));
	for (size_t i = 0; i < result->count; i++)
		if (result->cells[i].cell.timed == timed)
			add(view, &result->cells[i]);
	for (const struct cell_key *key = cell_keys; key->name; key++)
		view->roles[key - cell_keys] = role_of(view, key);
	for (size_t i = 0; i < view->count; i++)
		place(view, &view->cells[i]);
	make_blocks(view);
}

void view_free(struct view *view)
{
	for (size_t i = 0; i < view->block_count; i++)
		free(view->blocks[i].title);
	free(view->blocks);
	free(view->cells);
	labels_free(&view->places);
	labels_free(&view->devices);
	labels_free(&view->rows);
	labels_free(&view->columns);
}

bool view_in_block(const struct view_cell *cell, const struct block *block)
{
	return cell->place == block->place &&
	       (cell->device == block->device || cell->device == NO_DEVICE);
}

/* Rows together, then modes, each in the order of the file. */
static int by_row(const void *a, const void *b)
{
	const struct view_cell *x = *(const struct view_cell *const *)a;
	const struct view_cell *y = *(const struct view_cell *const *)b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

const struct view_cell **view_block_cells(const struct view *view,
					  const struct block *block,
					  size_t *count)
{
	const struct view_cell **cells =
		must_alloc(view->count, sizeof(*cells));

	*count = 0;
	for (size_t i = 0; i < view->count; i++)
		if (view_in_block(&view->cells[i], block))
			cells[(*count)++] = &view->cells[i];
	qsort(cells, *count, sizeof(*cells), by_row);
	return cells;
}
