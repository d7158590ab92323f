// SPDX-License-Identifier: GPL-2.0-only
/*
 * Crossing the lists of a plan into cells. Each [cells] section has a list of
 * values for each key; the last key of cell_keys[] changes fastest, so that the
 * cells of a workload stay together. Combinations that measure the same become
 * one cell. A preset stands beside the modes, and for the lists of all keys
 * that it has.
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
#include "plan/plan_space.h"
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

/* A preset of the plan. */
struct chosen {
	const struct preset *preset;
	struct cell cell; /* with its values, and nothing else */
	bool any;         /* from `*`: skip what its mode cannot do */
};

struct crossing {
	struct plan *plan;
	const struct plan_file *file;
	const struct section *section;
	struct error *error;
	struct list lists[CELL_KEYS_MAX]; /* by index in cell_keys[] */
	struct chosen *presets;           /* beside the modes */
	size_t preset_count;
	struct given preset_given;
	struct plan_spaces spaces; /* of all sections */
	uint64_t combinations;     /* of all sections so far */
	void *seen;                /* tree of the plan's cells, for tsearch() */
	bool any_mode;             /* of the current value of `mode` */
	const struct chosen *preset; /* the current one; NULL: there is none */
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

		if (workloads[i]->common && append(c, list, value))
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
	/* A file is beside the plan, or where the user is. */
	if (strcmp(key->name, "address_space") == 0)
		word = plan_space_word(list->line ? c->file->path : NULL, word,
				       c->error);
	if (!word || cell_set(&cell, key, word, c->error) ||
	    plan_spaces_add(&c->spaces, cell.address_space, c->error))
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

static bool key_is(const struct cell_key *key, const char *name)
{
	return strcmp(key->name, name) == 0;
}

/*
 * The list of a key in the section: with --set, in the file, or the default.
 * Presets without modes are measured beside the baseline.
 */
static struct given find_given(const struct crossing *c, size_t key)
{
	struct given initial = {(char *)cell_keys[key].initial,
				c->section->line};

	if (c->preset_given.text && key_is(&cell_keys[key], "mode"))
		initial.text = (char *)"none";

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

static int add_preset(struct crossing *c, const struct preset *preset, bool any)
{
	struct chosen *grown =
		realloc(c->presets, (c->preset_count + 1) * sizeof(*grown));

	if (!grown)
		return no_memory(c);
	c->presets = grown;
	grown += c->preset_count++;
	*grown = (struct chosen){.preset = preset, .any = any};
	preset_apply(preset, &grown->cell);
	return 0;
}

static int append_preset(struct crossing *c, const char *name)
{
	const struct preset *preset = preset_find(name);
	char shown[TEXT_SHORT_MAX], names[256];

	if (strcmp(name, "*") == 0) {
		for (size_t i = 0; (preset = preset_at(i)); i++)
			if (add_preset(c, preset, true))
				return -1;
		return 0;
	}
	if (preset)
		return add_preset(c, preset, false);
	preset_names(", ", names, sizeof(names));
	return plan_error(c->file, c->preset_given.line, c->error, "",
			  "unknown preset '%s'; allowed: %s",
			  text_shorten(shown, name), names);
}

static int parse_presets(struct crossing *c)
{
	const struct given *given = &c->preset_given;
	char *copy, *rest, *word;
	int ret = 0;

	if (!given->text)
		return 0;
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
	c->preset_given = c->file->set.preset.text ? c->file->set.preset
						   : section->preset;
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

/*
 * Whether a key has the value of the preset: the preset has one, and nothing
 * that is said later has another. The keys of a section come later than its
 * presets, and --set comes later than the file.
 */
static bool preset_rules(const struct crossing *c, const struct chosen *preset,
			 size_t index)
{
	if (!preset || !preset_value(preset->preset, cell_keys[index].name))
		return false;
	if (key_is(&cell_keys[index], "mode"))
		return true;
	return !c->file->set.keys[index].text &&
	       (c->file->set.preset.text || !c->section->keys[index].text);
}

/*
 * Combinations of all lists with one mode, by itself or as a preset has it;
 * UINT64_MAX if that overflows.
 */
static uint64_t count_combinations(const struct crossing *c,
				   const struct mode_info *mode,
				   const struct chosen *preset)
{
	uint64_t product = 1;

	for (size_t i = 0; cell_keys[i].name; i++) {
		const struct cell_key *key = &cell_keys[i];

		if (key_is(key, "mode") || !cell_key_applies_in(mode, key) ||
		    preset_rules(c, preset, i))
			continue;
		if (__builtin_mul_overflow(product, c->lists[i].count,
					   &product))
			return UINT64_MAX;
	}
	return product;
}

static int count_mode(struct crossing *c, const struct mode_info *mode,
		      const struct chosen *preset)
{
	uint64_t count = count_combinations(c, mode, preset);

	if (!__builtin_add_overflow(c->combinations, count, &c->combinations) &&
	    c->combinations <= COMBINATIONS_MAX)
		return 0;
	return plan_error(c->file, c->section->line, c->error, "",
			  "[%s] has too many combinations of values; "
			  "allowed: %d in a plan",
			  c->section->name, COMBINATIONS_MAX);
}

static int check_combinations(struct crossing *c)
{
	const struct list *modes = &c->lists[cell_key_find("mode") - cell_keys];
	int ret = 0;

	for (size_t i = 0; !ret && i < modes->count; i++)
		ret = count_mode(c, mode_find(modes->values[i].name), NULL);
	for (size_t i = 0; !ret && i < c->preset_count; i++)
		ret = count_mode(c, mode_find(c->presets[i].cell.mode),
				 &c->presets[i]);
	return ret;
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
	return add_cell(c, &cell);
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
	const struct list *list = &c->lists[index];
	int ret = 0;

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
		c->preset = &c->presets[i];
		c->any_mode = c->preset->any;
		strcpy(cell->mode, c->preset->cell.mode);
		ret = cross(c, index + 1, cell);
	}
	c->preset = NULL;
	return ret;
}

/* All keys before @index have a value in @cell: go on with that one. */
static int cross(struct crossing *c, size_t index, struct cell *cell)
{
	const struct cell_key *key = &cell_keys[index];
	const struct mode_info *mode = mode_find(cell->mode);
	int ret;

	if (!key->name)
		return add_combination(c, *cell);
	if (key_is(key, "mode")) {
		ret = cross_list(c, index, cell);
		return ret ? ret : cross_presets(c, index, cell);
	}
	if (mode && !cell_key_applies_in(mode, key))
		return cross(c, index + 1, cell);
	if (!preset_rules(c, c->preset, index))
		return cross_list(c, index, cell);
	*cell_number_at(cell, key) = cell_number(&c->preset->cell, key);
	return cross(c, index + 1, cell);
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
