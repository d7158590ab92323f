/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * mnbench show: the headline table. A result has too many dimensions for one
 * table, so it is cut into blocks: one for each placement and each set of
 * device latencies. Within a block activities go down and modes across; keys
 * that vary are part of a row's or a column's name, keys that do not are not
 * shown. Modes without a device appear in every block of their placement. A
 * block that is wider than the terminal goes on below itself.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "show.h"
#include "table.h"
#include "venue.h"

#define KEYS_MAX        32
#define LABEL_MAX       160
#define FAILED_TOLD_MAX 20

/* Where a key's values go. */
enum role {
	ROLE_HIDDEN, /* does not vary */
	ROLE_BLOCK,
	ROLE_ROW,
	ROLE_COLUMN,
};

/* Groups are told apart by their labels. */
struct label {
	char text[LABEL_MAX];
	double rank; /* for --sort */
};

struct labels {
	struct label *label;
	size_t count;
};

struct view {
	const struct result *result;
	enum role roles[KEYS_MAX];
	bool sort;
	int width;
	FILE *to;
};

static bool is_none(const struct cell *cell)
{
	return strcmp(cell->mode, "none") == 0;
}

/* A mode without a device has the idle value of every device key. */
static bool has_device(const struct cell *cell)
{
	return cell->inflight != 0;
}

static bool is_latency(const struct cell_key *key)
{
	return key->scope == SCOPE_DEVICE && key->kind == CELL_TIME;
}

/* Whether two cells have a key in different values that tell them apart. */
static bool tells_apart(const struct cell *a, const struct cell *b,
			const struct cell_key *key)
{
	if (cell_number(a, key) == cell_number(b, key))
		return false;
	if (key->scope == SCOPE_ALL)
		return strcmp(a->workload, b->workload) == 0;
	if (is_latency(key))
		return has_device(a) && has_device(b);
	return strcmp(a->mode, b->mode) == 0;
}

static bool varies(const struct result *result, const struct cell_key *key)
{
	for (size_t i = 0; i < result->count; i++)
		for (size_t k = i + 1; k < result->count; k++)
			if (tells_apart(&result->cells[i].cell,
					&result->cells[k].cell, key))
				return true;
	return false;
}

static enum role role_of(const struct result *result,
			 const struct cell_key *key)
{
	if (strcmp(key->name, "placement") == 0)
		return ROLE_BLOCK;
	if (key->kind == CELL_NAME || !varies(result, key))
		return ROLE_HIDDEN;
	if (key->scope == SCOPE_DEVICE)
		return ROLE_BLOCK;
	return key->scope == SCOPE_ALL ? ROLE_ROW : ROLE_COLUMN;
}

/*
 * "lead key=value ..." of the keys with a role; sizes in columns stand alone.
 * A block's is a heading: "key value, ...".
 */
static void make_label(const struct view *view, const struct cell *cell,
		       enum role role, const char *lead, char text[LABEL_MAX])
{
	size_t n = (size_t)snprintf(text, LABEL_MAX, "%s", lead);
	const char *between = role == ROLE_BLOCK ? ", " : " ";
	const char *is = role == ROLE_BLOCK ? " " : "=";
	char value[64];

	for (const struct cell_key *key = cell_keys; key->name; key++) {
		if (view->roles[key - cell_keys] != role || n >= LABEL_MAX)
			continue;
		if (key->scope != SCOPE_ALL && !has_device(cell))
			continue;
		if (key->scope == SCOPE_CHUNKS && !cell->chunk_size)
			continue;
		cell_format(cell, key, value, sizeof(value));
		n += (size_t)snprintf(
			text + n, LABEL_MAX - n, "%s%s%s%s", n ? between : "",
			key->scope == SCOPE_CHUNKS ? "" : key->name,
			key->scope == SCOPE_CHUNKS ? "" : is, value);
	}
}

static void row_label(const struct view *view, const struct cell *cell,
		      char text[LABEL_MAX])
{
	make_label(view, cell, ROLE_ROW, cell->workload, text);
}

static void column_label(const struct view *view, const struct cell *cell,
			 char text[LABEL_MAX])
{
	make_label(view, cell, ROLE_COLUMN, cell->mode, text);
}

static void block_label(const struct view *view, const struct cell *cell,
			char text[LABEL_MAX])
{
	make_label(view, cell, ROLE_BLOCK, "", text);
}

static int add_label(struct labels *labels, const char *text, double rank)
{
	struct label *grown;

	for (size_t i = 0; i < labels->count; i++) {
		if (strcmp(labels->label[i].text, text) != 0)
			continue;
		if (!(labels->label[i].rank >= rank))
			labels->label[i].rank = rank;
		return 0;
	}
	grown = realloc(labels->label, (labels->count + 1) * sizeof(*grown));
	if (!grown)
		return -1;
	labels->label = grown;
	strcpy(grown[labels->count].text, text);
	grown[labels->count++].rank = rank;
	return 0;
}

/*
 * Whether a cell is part of a block: the block's own, or without a device and
 * in the same placement.
 */
static bool in_block(const struct view *view, const struct cell *cell,
		     const char *block)
{
	char text[LABEL_MAX];
	size_t length;

	block_label(view, cell, text);
	length = strlen(text);
	if (strcmp(text, block) == 0)
		return true;
	return !has_device(cell) && strncmp(text, block, length) == 0 &&
	       block[length] == ',';
}

static const struct result_cell *find(const struct view *view,
				      const char *block, const char *row,
				      const char *column)
{
	char text[LABEL_MAX];

	for (size_t i = 0; i < view->result->count; i++) {
		const struct result_cell *cell = &view->result->cells[i];

		row_label(view, &cell->cell, text);
		if (strcmp(text, row) != 0)
			continue;
		column_label(view, &cell->cell, text);
		if (strcmp(text, column) == 0 &&
		    in_block(view, &cell->cell, block))
			return cell;
	}
	return NULL;
}

static int collect_blocks(const struct view *view, struct labels *blocks)
{
	char text[LABEL_MAX];
	bool devices = false;

	for (size_t i = 0; i < view->result->count; i++)
		devices = devices || has_device(&view->result->cells[i].cell);
	for (size_t i = 0; i < view->result->count; i++) {
		const struct cell *cell = &view->result->cells[i].cell;

		if (devices && !has_device(cell))
			continue;
		block_label(view, cell, text);
		if (add_label(blocks, text, 0))
			return -1;
	}
	return 0;
}

static int collect_block(const struct view *view, const char *block,
			 struct labels *rows, struct labels *columns)
{
	char text[LABEL_MAX];

	for (size_t i = 0; i < view->result->count; i++) {
		const struct result_cell *cell = &view->result->cells[i];

		if (!in_block(view, &cell->cell, block))
			continue;
		row_label(view, &cell->cell, text);
		if (add_label(rows, text, cell->stats.over_none))
			return -1;
		column_label(view, &cell->cell, text);
		if (!is_none(&cell->cell) && add_label(columns, text, 0))
			return -1;
	}
	return 0;
}

static int costliest_first(const void *a, const void *b)
{
	const struct label *x = a;
	const struct label *y = b;

	if (isnan(x->rank) != isnan(y->rank))
		return isnan(x->rank) ? 1 : -1;
	if (!isnan(x->rank) && x->rank != y->rank)
		return x->rank > y->rank ? -1 : 1;
	return strcmp(x->text, y->text);
}

/* "12,345": numbers of this size are read in thousands. */
static void format_units(double value, bool sign, char *text, size_t size)
{
	char digits[32];
	size_t length, n = 0;

	snprintf(digits, sizeof(digits), "%.0f", fabs(value));
	length = strlen(digits);
	if (value < 0 && strcmp(digits, "0") != 0)
		n += (size_t)snprintf(text + n, size - n, "-");
	else if (sign)
		n += (size_t)snprintf(text + n, size - n, "+");
	for (size_t i = 0; i < length && n + 2 < size; i++) {
		if (i && (length - i) % 3 == 0)
			text[n++] = ',';
		text[n++] = digits[i];
	}
	text[n] = '\0';
}

/* "+5,012 +26.1% 1/1/1" */
static void format_cell(const struct result_cell *cell, char *text, size_t size)
{
	const struct cell_stats *s = &cell->stats;
	char units[40];

	if (cell->failed || s->ops == 0) {
		snprintf(text, size, "failed");
		return;
	}
	if (isnan(s->over_none)) {
		format_units(s->p50, false, units, sizeof(units));
		snprintf(text, size, "=%s %.3g/%.3g/%.3g", units,
			 s->callbacks_per_op, s->spurious_per_op,
			 s->invalidations_per_op);
		return;
	}
	format_units(s->over_none, true, units, sizeof(units));
	snprintf(text, size, "%s %+.1f%% %.3g/%.3g/%.3g", units,
		 s->over_none_pct, s->callbacks_per_op, s->spurious_per_op,
		 s->invalidations_per_op);
}

static void format_none(const struct view *view, const char *block,
			const char *row, char *text, size_t size)
{
	const struct result_cell *none = NULL;
	char label[LABEL_MAX];

	for (size_t i = 0; i < view->result->count && !none; i++) {
		const struct result_cell *cell = &view->result->cells[i];

		row_label(view, &cell->cell, label);
		if (is_none(&cell->cell) && strcmp(label, row) == 0 &&
		    in_block(view, &cell->cell, block))
			none = cell;
	}
	if (!none)
		snprintf(text, size, "-");
	else if (none->failed || none->stats.ops == 0)
		snprintf(text, size, "failed");
	else
		format_units(none->stats.p50, false, text, size);
}

/* All texts of a block: rows x columns. */
struct grid {
	struct labels rows, columns;
	char (*texts)[80];
};

static char *grid_text(const struct grid *grid, size_t row, size_t column)
{
	return grid->texts[row * grid->columns.count + column];
}

static size_t column_width(const struct grid *grid, size_t column)
{
	size_t width = strlen(grid->columns.label[column].text);

	for (size_t r = 0; r < grid->rows.count; r++)
		if (strlen(grid_text(grid, r, column)) > width)
			width = strlen(grid_text(grid, r, column));
	return width;
}

/* Print the columns [from, to) beside the rows' names and baselines. */
static void print_part(const struct view *view, const char *block,
		       const struct grid *grid, size_t from, size_t to)
{
	struct table *table = table_new(2 + to - from, 1);
	char none[48];

	if (!table)
		return;
	table_add(table, " ");
	table_add(table, "none");
	for (size_t c = from; c < to; c++)
		table_add(table, "%s", grid->columns.label[c].text);
	for (size_t r = 0; r < grid->rows.count; r++) {
		const char *row = grid->rows.label[r].text;

		format_none(view, block, row, none, sizeof(none));
		table_add(table, "%s", row);
		table_add(table, "%s", none);
		for (size_t c = from; c < to; c++)
			table_add(table, "%s", grid_text(grid, r, c));
	}
	table_print(table, view->to);
	table_free(table);
}

static void print_grid(const struct view *view, const char *block,
		       const struct grid *grid)
{
	size_t fixed = 12, from = 0;

	for (size_t r = 0; r < grid->rows.count; r++)
		if (strlen(grid->rows.label[r].text) + 12 > fixed)
			fixed = strlen(grid->rows.label[r].text) + 12;
	do {
		size_t width = fixed, to = from;

		while (to < grid->columns.count &&
		       (to == from || width + 2 + column_width(grid, to) <=
					      (size_t)view->width)) {
			width += 2 + column_width(grid, to);
			to++;
		}
		print_part(view, block, grid, from, to);
		from = to;
	} while (from < grid->columns.count);
}

static int fill_grid(const struct view *view, const char *block,
		     struct grid *grid)
{
	if (collect_block(view, block, &grid->rows, &grid->columns))
		return -1;
	if (view->sort)
		qsort(grid->rows.label, grid->rows.count,
		      sizeof(*grid->rows.label), costliest_first);
	grid->texts = calloc(grid->rows.count * grid->columns.count + 1,
			     sizeof(*grid->texts));
	if (!grid->texts)
		return -1;
	for (size_t r = 0; r < grid->rows.count; r++) {
		for (size_t c = 0; c < grid->columns.count; c++) {
			const struct result_cell *cell =
				find(view, block, grid->rows.label[r].text,
				     grid->columns.label[c].text);

			strcpy(grid_text(grid, r, c), "-");
			if (cell)
				format_cell(cell, grid_text(grid, r, c),
					    sizeof(*grid->texts));
		}
	}
	return 0;
}

static int print_block(const struct view *view, const char *block)
{
	struct grid grid = {0};
	int ret = fill_grid(view, block, &grid);

	if (!ret) {
		fprintf(view->to, "%s\n", block);
		print_grid(view, block, &grid);
		fputc('\n', view->to);
	}
	free(grid.rows.label);
	free(grid.columns.label);
	free(grid.texts);
	return ret;
}

static void range_of_ops(const struct result *result, size_t *min, size_t *max)
{
	*min = *max = result->cells[0].stats.ops;
	for (size_t i = 1; i < result->count; i++) {
		size_t ops = result->cells[i].stats.ops;

		*min = ops < *min ? ops : *min;
		*max = ops > *max ? ops : *max;
	}
}

static void print_failures(const struct view *view)
{
	char text[256];
	size_t failures = 0;

	for (size_t i = 0; i < view->result->count; i++) {
		const struct result_cell *cell = &view->result->cells[i];

		if (!cell->failed || ++failures > FAILED_TOLD_MAX)
			continue;
		cell_describe(&cell->cell, text, sizeof(text));
		fprintf(view->to, "failed: %s: %s\n", text, cell->failed);
	}
	if (failures > FAILED_TOLD_MAX)
		fprintf(view->to,
			"failed: %zu more cells; --csv has them all\n",
			failures - FAILED_TOLD_MAX);
}

static void print_log(const struct view *view)
{
	const json_t *batches = json_object_get(view->result->root, "batches");
	json_t *batch, *line;
	size_t i, k;

	json_array_foreach(batches, i, batch)
		json_array_foreach(json_object_get(batch, "log"), k, line)
			fprintf(view->to, "kernel log of batch %zu: %s\n",
				i + 1, json_string_value(line));
}

static void print_notes(const struct view *view)
{
	const struct result *result = view->result;
	const struct venue *venue = venue_find(result->venue);
	bool lonely = false;
	size_t min, max;

	range_of_ops(result, &min, &max);
	fprintf(view->to,
		"none: median latency of an operation. The others: how much "
		"theirs is above it, then\ncallbacks/spurious "
		"callbacks/invalidations per operation.\n");
	for (size_t i = 0; i < result->count; i++)
		lonely = lonely || (!result->cells[i].failed &&
				    isnan(result->cells[i].stats.over_none));
	if (lonely)
		fprintf(view->to, "=: the median itself, as there is no sound "
				  "`none` to compare with.\n");
	fprintf(view->to, "Unit: %s%s%s.\n", result->unit, venue ? ", " : "",
		venue ? venue->unit_summary : "");
	fprintf(view->to, "Plan %s, kernel %s, venue %s; ", result->plan,
		result->kernel, result->venue);
	if (min == max)
		fprintf(view->to, "%zu operations a cell.\n", max);
	else
		fprintf(view->to, "%zu to %zu operations a cell.\n", min, max);
	print_failures(view);
	print_log(view);
}

int show_table(const struct result *result, bool sort, int width, FILE *to)
{
	struct view view = {
		.result = result, .sort = sort, .width = width, .to = to};
	struct labels blocks = {0};
	int ret;

	for (const struct cell_key *key = cell_keys; key->name; key++)
		view.roles[key - cell_keys] = role_of(result, key);
	ret = collect_blocks(&view, &blocks);
	for (size_t i = 0; !ret && i < blocks.count; i++)
		ret = print_block(&view, blocks.label[i].text);
	if (!ret)
		print_notes(&view);
	free(blocks.label);
	return ret;
}
