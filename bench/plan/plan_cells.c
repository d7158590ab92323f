// SPDX-License-Identifier: GPL-2.0-only
/*
 * Crossing the lists of a plan into cells. Each [cells] section has a list of
 * values for each key; the last key of cell_keys[] changes fastest, so that the
 * cells of a workload stay together. Combinations that measure the same become
 * one cell.
 */
#include "plan/plan_cells.h"

#include <inttypes.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "common/modes.h"
#include "common/presets.h"
#include "common/text.h"
#include "plan/plan_cpus.h"
#include "workload.h"

/*
 * The most combinations of values in a plan. Crossing them takes seconds, and a
 * plan of PLAN_CELLS_MAX cells has far fewer: values of keys that mean nothing
 * in a mode are not crossed.
 */
#define COMBINATIONS_MAX 2000000

#define SEPARATORS " \t,"

struct value {
	uint64_t number;  /* of a key that is not a CELL_NAME */
	const char *name; /* of one that is */
	bool any_mode;    /* from `*`: skip what the mode cannot do */
};

/* The values of one key, in their order. */
struct list {
	struct value *values;
	size_t count;
	unsigned int line; /* 0: --set */
};

struct crossing {
	struct plan *plan;
	const struct plan_file *file;
	const struct section *section;
	struct error *error;
	struct list lists[CELL_KEYS_MAX]; /* by index in cell_keys[] */
	const struct preset **presets;    /* in place of two lists */
	size_t preset_count;
	unsigned int preset_line;
	uint64_t combinations; /* of all sections so far */
	void *seen;            /* tree of the plan's cells, for tsearch() */
	bool any_mode;         /* of the current value of `mode` */
	const struct preset *preset; /* the current one; NULL: there is none */
};

static int no_memory(struct crossing *c)
{
	return error_set(c->error, "out of memory");
}

/* Add the place to an error that has been stored. */
static int place(struct crossing *c, unsigned int line)
{
	return error_place(c->error, line ? c->file->shown : "--set", line);
}

static int append(struct crossing *c, struct list *list, struct value value)
{
	size_t count = list->count;

	if ((count & (count - 1)) == 0) { /* full: 0, 1, 2, 4, ... */
		size_t size = count ? 2 * count : 1;
		struct value *grown =
			realloc(list->values, size * sizeof(*grown));

		if (!grown)
			return no_memory(c);
		list->values = grown;
	}
	list->values[list->count++] = value;
	return 0;
}

static int append_all_workloads(struct crossing *c, struct list *list)
{
	for (size_t i = 0; workloads[i]; i++) {
		struct value value = {.name = workloads[i]->name};

		if (!workloads[i]->everything && append(c, list, value))
			return -1;
	}
	return 0;
}

static int append_all_modes(struct crossing *c, struct list *list)
{
	const struct mode_info *modes[MODES_MAX];
	size_t count = modes_ordered(modes, MODES_MAX);

	for (size_t i = 0; i < count; i++) {
		struct value value = {.name = modes[i]->name, .any_mode = true};

		if (mode_is_common(modes[i]) && append(c, list, value))
			return -1;
	}
	return 0;
}

/* 1, 2, 4 and so on, and the number of this machine's CPUs. */
static int append_cpus(struct crossing *c, struct list *list)
{
	uint64_t most = machine_cpus();
	struct value value = {.number = 1};

	for (; value.number < most; value.number *= 2)
		if (append(c, list, value))
			return -1;
	value.number = most;
	return append(c, list, value);
}

static int append_word(struct crossing *c, struct list *list,
		       const struct cell_key *key, const char *word)
{
	bool workload = strcmp(key->name, "workload") == 0;
	struct value value = {0};
	struct cell cell = {0};

	if (key->kind == CELL_NAME && strcmp(word, "*") == 0)
		return workload ? append_all_workloads(c, list)
				: append_all_modes(c, list);
	if (strcmp(key->name, "threads") == 0 && strcmp(word, PLAN_CPUS) == 0)
		return append_cpus(c, list);
	if (cell_set(&cell, key, word, c->error))
		return place(c, list->line);
	if (key->kind != CELL_NAME)
		value.number = cell_number(&cell, key);
	else if (!workload)
		value.name = mode_find(word)->name;
	else
		value.name = workload_find(word) ? workload_find(word)->name
						 : CELL_IDLE;
	return append(c, list, value);
}

/* The list of a key in the section: with --set, in the file, or the default. */
static struct given find_given(const struct crossing *c, size_t key)
{
	struct given initial = {(char *)cell_keys[key].initial,
				c->section->line};

	if (c->file->set.keys[key].text)
		return c->file->set.keys[key];
	if (c->section->keys[key].text)
		return c->section->keys[key];
	return initial;
}

static int parse_list(struct crossing *c, size_t index)
{
	const struct cell_key *key = &cell_keys[index];
	struct given given = find_given(c, index);
	struct list *list = &c->lists[index];
	char *copy, *rest, *word;
	int ret = 0;

	list->line = given.line;
	if (!given.text)
		return plan_error(c->file, c->section->line, c->error, "",
				  "[%s] has no %s", c->section->name,
				  key->name);
	rest = copy = strdup(given.text);
	if (!copy)
		return no_memory(c);
	while (!ret && (word = strtok_r(rest, SEPARATORS, &rest)))
		ret = append_word(c, list, key, word);
	free(copy);
	if (!ret && list->count == 0)
		return plan_error(c->file, given.line, c->error, key->name,
				  "has no value");
	return ret;
}

static int append_preset(struct crossing *c, const char *name)
{
	const struct preset **grown =
		realloc(c->presets, (c->preset_count + 1) * sizeof(*grown));
	char shown[TEXT_SHORT_MAX], names[128];
	struct text text;

	if (!grown)
		return no_memory(c);
	c->presets = grown;
	grown[c->preset_count] = preset_find(name);
	if (grown[c->preset_count++])
		return 0;
	text_begin(&text, names, sizeof(names));
	for (size_t i = 0; presets[i].name; i++)
		text_append(&text, "%s%s", i ? ", " : "", presets[i].name);
	return plan_error(c->file, c->preset_line, c->error, "",
			  "unknown preset '%s'; allowed: %s",
			  text_shorten(shown, name), names);
}

static int parse_presets(struct crossing *c)
{
	const struct given *given = c->file->set.preset.text
					    ? &c->file->set.preset
					    : &c->section->preset;
	char *copy, *rest, *word;
	int ret = 0;

	if (!given->text)
		return 0;
	c->preset_line = given->line;
	rest = copy = strdup(given->text);
	if (!copy)
		return no_memory(c);
	while (!ret && (word = strtok_r(rest, SEPARATORS, &rest)))
		ret = append_preset(c, word);
	free(copy);
	if (!ret && c->preset_count == 0)
		return plan_error(c->file, given->line, c->error, PRESET_KEY,
				  "has no value");
	return ret;
}

static int parse_section(struct crossing *c, const struct section *section)
{
	c->section = section;
	for (size_t i = 0; cell_keys[i].name; i++)
		if (parse_list(c, i))
			return -1;
	return parse_presets(c);
}

static void forget_section(struct crossing *c)
{
	for (size_t i = 0; i < CELL_KEYS_MAX; i++)
		free(c->lists[i].values);
	memset(c->lists, 0, sizeof(c->lists));
	free(c->presets);
	c->presets = NULL;
	c->preset_count = 0;
}

static bool key_is(const struct cell_key *key, const char *name)
{
	return strcmp(key->name, name) == 0;
}

/*
 * The value of a key in the preset; NULL where the plan has its own list.
 */
static const uint64_t *preset_value(const struct crossing *c,
				    const struct preset *preset, size_t index)
{
	const struct cell_key *key = &cell_keys[index];

	if (!preset || c->file->set.keys[index].text ||
	    c->section->keys[index].text)
		return NULL;
	if (key_is(key, "chunk_size"))
		return &preset->chunk_size;
	return key_is(key, "removal") ? &preset->removal : NULL;
}

/* Presets are crossed at the first of their keys, in modes with chunks. */
static bool crosses_presets(const struct crossing *c,
			    const struct mode_info *mode,
			    const struct cell_key *key)
{
	return c->preset_count && key_is(key, "chunk_size") &&
	       cell_key_applies_in(mode, key);
}

/* Combinations of all lists with one mode; UINT64_MAX if that overflows. */
static uint64_t count_combinations(const struct crossing *c,
				   const struct mode_info *mode)
{
	const struct preset *preset = c->preset_count ? c->presets[0] : NULL;
	uint64_t product = 1, factor;

	for (size_t i = 0; cell_keys[i].name; i++) {
		const struct cell_key *key = &cell_keys[i];

		if (key_is(key, "mode") || !cell_key_applies_in(mode, key))
			continue;
		factor = preset_value(c, preset, i) ? 1 : c->lists[i].count;
		if (crosses_presets(c, mode, key))
			factor *= c->preset_count;
		if (__builtin_mul_overflow(product, factor, &product))
			return UINT64_MAX;
	}
	return product;
}

static int check_combinations(struct crossing *c)
{
	const struct list *modes = &c->lists[cell_key_find("mode") - cell_keys];

	for (size_t i = 0; i < modes->count; i++) {
		uint64_t count =
			count_combinations(c, mode_find(modes->values[i].name));

		if (__builtin_add_overflow(c->combinations, count,
					   &c->combinations) ||
		    c->combinations > COMBINATIONS_MAX)
			return plan_error(
				c->file, c->section->line, c->error, "",
				"[%s] has too many combinations of values; "
				"allowed: %d in a plan",
				c->section->name, COMBINATIONS_MAX);
	}
	return 0;
}

/* A preset must not contradict what the plan says itself. */
static int check_preset(struct crossing *c, const struct cell *cell)
{
	const struct preset *preset = c->preset;
	const char *name = preset ? preset_difference(preset, cell) : NULL;
	const struct cell_key *key;
	char has[64], means[64];
	struct cell other = {0};

	if (!name)
		return 0;
	key = cell_key_find(name);
	other.chunk_size = preset->chunk_size;
	other.removal = preset->removal;
	cell_format(cell, key, has, sizeof(has));
	cell_format(&other, key, means, sizeof(means));
	return plan_error(c->file, c->preset_line, c->error, PRESET_KEY,
			  "%s means %s = %s, but the plan says %s = %s; give "
			  "one of the two",
			  preset->name, name, means, name, has);
}

static int check_memory(struct crossing *c, const struct cell *cell)
{
	uint64_t need = cell_memory_mb(cell);
	char text[256];

	if (need <= c->plan->memory_mb)
		return 0;
	cell_describe(cell, text, sizeof(text));
	return plan_error(c->file, c->section->line, c->error, "",
			  "[%s]: '%s' needs a guest of about %" PRIu64
			  " MiB; memory_mb is %" PRIu64,
			  c->section->name, text, need, c->plan->memory_mb);
}

static int compare_cells(const void *a, const void *b)
{
	return cell_order(a, b);
}

/* The array has room for one cell more than is allowed. */
static int add_cell(struct crossing *c, const struct cell *cell)
{
	struct plan *plan = c->plan;
	struct cell *added = &plan->cells[plan->count];
	struct cell *const *found;

	*added = *cell;
	found = tsearch(added, &c->seen, compare_cells);
	if (!found)
		return no_memory(c);
	if (*found != added) /* the same cell again */
		return 0;
	if (check_memory(c, added))
		return -1;
	if (plan->count++ == PLAN_CELLS_MAX)
		return plan_error(c->file, c->section->line, c->error, "",
				  "the plan has more than %d cells",
				  PLAN_CELLS_MAX);
	return 0;
}

static int add_combination(struct crossing *c, struct cell cell)
{
	struct error error = {0};
	char text[ERROR_TEXT_MAX];

	if (c->any_mode && !cell_mode_can(&cell))
		return 0;
	if (cell_settle(&cell, &error)) {
		error_print(&error, text, sizeof(text));
		return plan_error(c->file, c->section->line, c->error, "",
				  "[%s]: %s", c->section->name, text);
	}
	return check_preset(c, &cell) ? -1 : add_cell(c, &cell);
}

static void set_value(struct crossing *c, struct cell *cell,
		      const struct cell_key *key, const struct value *value)
{
	if (key->kind != CELL_NAME) {
		*cell_number_at(cell, key) = value->number;
		return;
	}
	strcpy(cell_name_at(cell, key), value->name);
	if (key_is(key, "mode"))
		c->any_mode = value->any_mode;
}

static int cross(struct crossing *c, size_t index, struct cell *cell);

static int cross_list(struct crossing *c, size_t index, struct cell *cell)
{
	const uint64_t *number = preset_value(c, c->preset, index);
	const struct list *list = &c->lists[index];
	int ret = 0;

	if (number) {
		*cell_number_at(cell, &cell_keys[index]) = *number;
		return cross(c, index + 1, cell);
	}
	for (size_t i = 0; !ret && i < list->count; i++) {
		set_value(c, cell, &cell_keys[index], &list->values[i]);
		ret = cross(c, index + 1, cell);
	}
	return ret;
}

static int cross_presets(struct crossing *c, size_t index, struct cell *cell)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < c->preset_count; i++) {
		c->preset = c->presets[i];
		ret = cross_list(c, index, cell);
	}
	c->preset = NULL;
	return ret;
}

/* All keys before @index have a value in @cell: go on with that one. */
static int cross(struct crossing *c, size_t index, struct cell *cell)
{
	const struct cell_key *key = &cell_keys[index];
	const struct mode_info *mode = mode_find(cell->mode);

	if (!key->name)
		return add_combination(c, *cell);
	if (mode && !cell_key_applies_in(mode, key))
		return cross(c, index + 1, cell);
	if (mode && crosses_presets(c, mode, key))
		return cross_presets(c, index, cell);
	return cross_list(c, index, cell);
}

static int count_section(struct crossing *c, const struct section *section)
{
	int ret = parse_section(c, section);

	if (!ret)
		ret = check_combinations(c);
	forget_section(c);
	return ret;
}

static int cross_section(struct crossing *c, const struct section *section)
{
	struct cell cell = {0};
	int ret = parse_section(c, section);

	if (!ret)
		ret = cross(c, 0, &cell);
	forget_section(c);
	return ret;
}

static void keep_cell(void *cell)
{
	(void)cell; /* belongs to the plan */
}

/* Give back what combinations that are the same cell have left. */
static void shrink(struct plan *plan)
{
	struct cell *cells =
		realloc(plan->cells, (plan->count + 1) * sizeof(*cells));

	if (cells)
		plan->cells = cells;
}

int plan_cells_cross(struct plan *plan, const struct plan_file *file,
		     struct error *error)
{
	struct crossing c = {.plan = plan, .file = file, .error = error};
	size_t room;
	int ret = 0;

	for (size_t i = 0; !ret && i < file->count; i++)
		ret = count_section(&c, &file->sections[i]);
	if (ret)
		return ret;
	/* They stay where they are: the tree points to them. */
	room = c.combinations < PLAN_CELLS_MAX ? c.combinations
					       : PLAN_CELLS_MAX;
	plan->cells = calloc(room + 1, sizeof(*plan->cells));
	if (!plan->cells)
		return no_memory(&c);
	for (size_t i = 0; !ret && i < file->count; i++)
		ret = cross_section(&c, &file->sections[i]);
	tdestroy(c.seen, keep_cell);
	shrink(plan);
	if (!ret && plan->count == 0)
		return plan_error(file, file->last_line, error, "",
				  "no mode can do what is to be timed");
	return ret;
}
