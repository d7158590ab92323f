// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading plans. inih splits the file; its reader callback is ours, because it
 * alone sees lines: it counts them for messages, refuses those that inih would
 * cut, and notes where each section begins. Every [cells] section is a list of
 * values for each key; the last key of the table turns fastest when they are
 * crossed, so the cells of one workload stay together.
 */
#include "plan/plan.h"

#include <errno.h>
#include <ini.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/modes.h"
#include "common/presets.h"
#include "lib/message.h"
#include "lib/path.h"
#include "workload.h"

#define CELL_KEYS_MAX 32
/* inih keeps a line, with newline and NUL, in a buffer of this size. */
#define LINE_MAX_BYTES    198
#define SECTION_MAX_BYTES 48

const struct plan_key plan_keys[] = {
	{"summary", 0, 0, NULL, "one line: what the plan answers"},
	{"seed", 0, UINT32_MAX, "1", "of the order of samples in a boot"},
	{"samples", 1, 1000, "3", "fresh processes that measure each cell"},
	{"batch_cells", 1, PLAN_CELLS_MAX, "64", "most cells of one boot"},
	{"memory_mb", 256, 1048576, "1024", "memory of the guest"},
	{0},
};

/* The values of one key, and where they were written. */
struct values {
	char *text;        /* as written; NULL: not given */
	unsigned int line; /* 0: --set */
};

/* One [cells] section, or the overrides of all. */
struct section {
	char *name;
	unsigned int line;
	struct values values[CELL_KEYS_MAX];
	struct values preset; /* in place of two of them */
};

struct parser {
	struct plan *plan;
	const char *shown;
	const char *at;    /* rest of the file's text */
	unsigned int line; /* of the text that inih was given last */
	bool continued;    /* that line began with a blank */
	bool in_plan;
	bool plan_seen;
	unsigned int plan_line;
	struct values plan_values[16];
	struct section *sections;
	size_t count;
	struct section set;          /* --set of cell keys */
	bool any_mode;               /* the mode is one of `*` */
	const struct preset *preset; /* that is crossed; NULL: none is given */
	unsigned int preset_line;
	char preset_text[32];
	struct error *error;
	bool failed;
};

/* The first problem is the one that is told. */
__attribute__((format(printf, 3, 4))) static int
problem(struct parser *p, unsigned int line, const char *format, ...)
{
	char message[ERROR_MESSAGE_MAX];
	va_list args;

	if (p->failed)
		return -1;
	p->failed = true;
	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	error_set(p->error, "%s", message);
	return error_place(p->error, line ? p->shown : "--set", line);
}

static int no_memory(struct parser *p)
{
	return problem(p, p->line, "out of memory");
}

/* "a, b, c" of the names of a key table whose entries begin with the name. */
static void list_names(char *text, size_t size, const void *table,
		       size_t entry_size)
{
	size_t used = 0;

	text[0] = '\0';
	for (const char *entry = table;; entry += entry_size) {
		const char *name = *(const char *const *)(const void *)entry;

		if (!name || used >= size)
			return;
		used += (size_t)snprintf(text + used, size - used, "%s%s",
					 used ? ", " : "", name);
	}
}

static struct section *add_section(struct parser *p, const char *name)
{
	struct section *grown =
		realloc(p->sections, (p->count + 1) * sizeof(*grown));
	struct section *section;

	if (!grown)
		return NULL;
	p->sections = grown;
	section = &grown[p->count];
	memset(section, 0, sizeof(*section));
	section->line = p->line;
	section->name = strdup(name);
	if (!section->name)
		return NULL;
	p->count++;
	return section;
}

static int begin_plan(struct parser *p)
{
	if (p->plan_seen)
		return problem(p, p->line, "section [plan] is given twice");
	p->plan_seen = true;
	p->in_plan = true;
	p->plan_line = p->line;
	return 0;
}

static int begin_section(struct parser *p, const char *name)
{
	if (strcmp(name, "plan") == 0)
		return begin_plan(p);
	if (strcmp(name, "cells") != 0 && strncmp(name, "cells ", 6) != 0)
		return problem(p, p->line,
			       "unknown section [%s]; allowed: [plan], "
			       "[cells], [cells NAME]",
			       name);
	for (size_t i = 0; i < p->count; i++)
		if (strcmp(p->sections[i].name, name) == 0)
			return problem(p, p->line,
				       "section [%s] is given twice; "
				       "name them [cells NAME]",
				       name);
	p->in_plan = false;
	return add_section(p, name) ? 0 : no_memory(p);
}

/* What of a line inih cannot tell us: sections, and that it is too long. */
static int inspect_line(struct parser *p, const char *line, size_t length)
{
	const char *start = line + strspn(line, " \t");
	const char *end;
	char name[SECTION_MAX_BYTES + 1];

	if (length > LINE_MAX_BYTES)
		return problem(p, p->line,
			       "the line has more than %d characters; "
			       "continue it on the next, after a blank",
			       LINE_MAX_BYTES);
	p->continued = start != line;
	if (*start != '[' || !(end = strchr(start, ']')))
		return 0;
	if (end - start - 1 >= (ptrdiff_t)sizeof(name))
		return problem(p, p->line,
			       "the section's name has more than %d characters",
			       SECTION_MAX_BYTES);
	memcpy(name, start + 1, (size_t)(end - start - 1));
	name[end - start - 1] = '\0';
	return begin_section(p, name);
}

static char *read_line(char *buffer, int size, void *stream)
{
	struct parser *p = stream;
	size_t length = strcspn(p->at, "\n");
	size_t take = length + (p->at[length] == '\n');

	if (!*p->at || p->failed)
		return NULL;
	p->line++;
	if (take + 1 > (size_t)size)
		take = length = (size_t)size - 1;
	memcpy(buffer, p->at, take);
	buffer[take] = '\0';
	length = strcspn(p->at, "\n");
	p->at += length + (p->at[length] == '\n');
	return inspect_line(p, buffer, length) ? NULL : buffer;
}

/* inih leaves a comment at the end of a continued line to us. */
static int value_length(const struct parser *p, const char *text)
{
	const char *comment = p->continued ? strchr(text, ';') : NULL;

	return (int)(comment ? (size_t)(comment - text) : strlen(text));
}

static int append_value(struct parser *p, struct values *values,
			const char *name, const char *text, unsigned int line)
{
	char *joined;
	int length = value_length(p, text);

	if (values->text && !p->continued)
		return problem(p, line, "key '%s' is given twice", name);
	if (asprintf(&joined, "%s%s%.*s", values->text ? values->text : "",
		     values->text ? " " : "", length, text) < 0)
		return no_memory(p);
	free(values->text);
	if (!values->text)
		values->line = line;
	values->text = joined;
	return 0;
}

static int plan_key_index(const char *name)
{
	for (int i = 0; plan_keys[i].name; i++)
		if (strcmp(plan_keys[i].name, name) == 0)
			return i;
	return -1;
}

static int take_plan_key(struct parser *p, const char *name, const char *value)
{
	int index = plan_key_index(name);
	char names[256];

	if (index >= 0)
		return append_value(p, &p->plan_values[index], name, value,
				    p->line);
	list_names(names, sizeof(names), plan_keys, sizeof(plan_keys[0]));
	return problem(p, p->line, "unknown key '%s' in [plan]; allowed: %s",
		       name, names);
}

/* Where a section has the values of a key; NULL: there is no such key. */
static struct values *values_named(struct section *section, const char *name)
{
	const struct cell_key *key = cell_key_find(name);

	if (strcmp(name, PRESET_KEY) == 0)
		return &section->preset;
	return key ? &section->values[key - cell_keys] : NULL;
}

static int take_cell_key(struct parser *p, const char *name, const char *value)
{
	struct values *values = values_named(&p->sections[p->count - 1], name);
	char names[512];

	if (values)
		return append_value(p, values, name, value, p->line);
	list_names(names, sizeof(names), cell_keys, sizeof(cell_keys[0]));
	return problem(p, p->line, "unknown key '%s'; allowed: %s, %s", name,
		       names, PRESET_KEY);
}

/* For inih: 1 is success. */
static int take_pair(void *user, const char *section, const char *name,
		     const char *value)
{
	struct parser *p = user;

	(void)section;
	if (p->failed)
		return 0;
	if (!p->in_plan && p->count == 0)
		problem(p, p->line, "key '%s' stands before any section", name);
	else if (p->in_plan)
		take_plan_key(p, name, value);
	else
		take_cell_key(p, name, value);
	return !p->failed;
}

/* Overrides: a plan key replaces the file's, a cell key that of every section.
 */
static int take_override(struct parser *p, const char *pair)
{
	const char *equals = strchr(pair, '=');
	struct values *values;
	char name[64];
	int index;

	if (!equals || equals - pair >= (ptrdiff_t)sizeof(name))
		return problem(p, 0, "'%s' is no KEY=VALUE", pair);
	memcpy(name, pair, (size_t)(equals - pair));
	name[equals - pair] = '\0';
	index = plan_key_index(name);
	values = index >= 0 ? &p->plan_values[index]
			    : values_named(&p->set, name);
	if (!values)
		return problem(p, 0, "unknown key '%s'; see mnbench list keys",
			       name);
	free(values->text);
	values->line = 0;
	values->text = strdup(equals + 1);
	return values->text ? 0 : no_memory(p);
}

static int parse_plan_number(struct parser *p, int index, uint64_t *number)
{
	const struct plan_key *key = &plan_keys[index];
	const struct values *values = &p->plan_values[index];
	const char *text = values->text ? values->text : key->initial;
	char *end;

	errno = 0;
	*number = strtoull(text, &end, 10);
	if (errno || *text < '0' || *text > '9' || *end || *number < key->min ||
	    *number > key->max)
		return problem(p, values->line,
			       "%s cannot be '%s'; allowed: a number from "
			       "%" PRIu64 " to %" PRIu64,
			       key->name, text, key->min, key->max);
	return 0;
}

static int settle_plan(struct parser *p)
{
	struct plan *plan = p->plan;
	uint64_t *const numbers[] = {NULL, &plan->seed, &plan->samples,
				     &plan->batch_cells, &plan->memory_mb};

	if (!p->plan_seen)
		return problem(p, 1, "there is no section [plan]");
	if (!p->plan_values[0].text || !p->plan_values[0].text[0])
		return problem(p, p->plan_line, "[plan] has no summary");
	plan->summary = strdup(p->plan_values[0].text);
	if (!plan->summary)
		return no_memory(p);
	for (int i = 1; plan_keys[i].name; i++)
		if (parse_plan_number(p, i, numbers[i]))
			return -1;
	if (p->count == 0)
		return problem(p, p->line, "there is no section [cells]");
	return 0;
}

/* What the preset says of a key; NULL: nothing. */
static char *preset_value(struct parser *p, const struct cell_key *key)
{
	struct cell cell = {0};

	if (!p->preset || (strcmp(key->name, "chunk_size") != 0 &&
			   strcmp(key->name, "removal") != 0))
		return NULL;
	cell.chunk_size = p->preset->chunk_size;
	cell.removal = p->preset->removal;
	cell_format(&cell, key, p->preset_text, sizeof(p->preset_text));
	return p->preset_text;
}

/* The values of a key in a section: the override's, the section's, the preset's,
 * the table's. */
static struct values values_of(struct parser *p, const struct section *section,
			       size_t key)
{
	struct values initial = {preset_value(p, &cell_keys[key]),
				 section->line};

	if (p->set.values[key].text)
		return p->set.values[key];
	if (section->values[key].text)
		return section->values[key];
	if (!initial.text)
		initial.text = (char *)cell_keys[key].initial;
	return initial;
}

/* A preset does not say what a plan says otherwise. */
static int check_preset(struct parser *p, const struct cell *cell)
{
	const char *name =
		p->preset ? preset_difference(p->preset, cell) : NULL;
	const struct cell_key *key;
	char has[64];

	if (!name)
		return 0;
	key = cell_key_find(name);
	cell_format(cell, key, has, sizeof(has));
	return problem(p, p->preset_line,
		       "preset %s means %s = %s, but the plan says %s = %s; "
		       "give one of the two",
		       p->preset->name, name, preset_value(p, key), name, has);
}

static int add_cell(struct parser *p, const struct section *section,
		    struct cell cell)
{
	struct plan *plan = p->plan;
	struct error error = {0};
	char text[ERROR_TEXT_MAX];
	uint64_t need;
	void *grown;

	/* `*` means those that can do what is timed. */
	if (p->any_mode && !cell_mode_can(&cell))
		return 0;
	if (cell_settle(&cell, &error)) {
		error_print(&error, text, sizeof(text));
		return problem(p, section->line, "[%s]: %s", section->name,
			       text);
	}
	if (check_preset(p, &cell))
		return -1;
	for (size_t i = 0; i < plan->count; i++)
		if (cell_equal(&plan->cells[i], &cell))
			return 0;
	need = cell_memory_mb(&cell);
	if (need > plan->memory_mb) {
		cell_describe(&cell, text, sizeof(text));
		return problem(p, section->line,
			       "[%s]: '%s' needs a guest of about %" PRIu64
			       " MiB; memory_mb is %" PRIu64,
			       section->name, text, need, plan->memory_mb);
	}
	if (plan->count == PLAN_CELLS_MAX)
		return problem(p, section->line,
			       "the plan has more than %d cells",
			       PLAN_CELLS_MAX);
	if ((plan->count & (plan->count - 1)) == 0) {
		grown = realloc(plan->cells,
				(plan->count ? plan->count * 2 : 1) *
					sizeof(cell));
		if (!grown)
			return no_memory(p);
		plan->cells = grown;
	}
	plan->cells[plan->count++] = cell;
	return 0;
}

/* One value of key `index` is known: go on with the next key. */
static int cross(struct parser *p, const struct section *section, size_t index,
		 struct cell *cell);

static int cross_value(struct parser *p, const struct section *section,
		       size_t index, struct cell *cell, const char *value,
		       unsigned int line)
{
	struct error error = {0};

	char text[ERROR_TEXT_MAX];

	if (cell_set(cell, &cell_keys[index], value, &error)) {
		error_print(&error, text, sizeof(text));
		return problem(p, line, "%s", text);
	}
	return cross(p, section, index + 1, cell);
}

static int cross_all(struct parser *p, const struct section *section,
		     size_t index, struct cell *cell, unsigned int line)
{
	const struct mode_info *modes[MODES_MAX];
	size_t count;

	if (strcmp(cell_keys[index].name, "workload") == 0) {
		for (size_t i = 0; workloads[i]; i++)
			if (!workloads[i]->everything &&
			    cross_value(p, section, index, cell,
					workloads[i]->name, line))
				return -1;
		return 0;
	}
	count = modes_ordered(modes, MODES_MAX);
	p->any_mode = true;
	for (size_t i = 0; i < count; i++)
		if (mode_is_common(modes[i]) &&
		    cross_value(p, section, index, cell, modes[i]->name, line))
			return -1;
	p->any_mode = false;
	return 0;
}

/* At the first of the keys that presets replace: one preset after the other. */
static int cross_presets(struct parser *p, const struct section *section,
			 size_t index, struct cell *cell,
			 const struct values *values)
{
	char *copy = strdup(values->text), *rest = copy, *word, names[128];
	size_t count = 0;
	int ret = 0;

	if (!copy)
		return no_memory(p);
	p->preset_line = values->line;
	for (; !ret && (word = strtok_r(rest, " \t,", &rest)); count++) {
		p->preset = preset_find(word);
		if (p->preset) {
			ret = cross(p, section, index, cell);
			continue;
		}
		list_names(names, sizeof(names), presets, sizeof(presets[0]));
		ret = problem(p, values->line,
			      "unknown preset '%s'; allowed: %s", word, names);
	}
	free(copy);
	p->preset = NULL;
	if (!ret && count == 0)
		return problem(p, values->line,
			       "key '" PRESET_KEY "' has no value");
	return ret;
}

static int cross(struct parser *p, const struct section *section, size_t index,
		 struct cell *cell)
{
	const struct cell_key *key = &cell_keys[index];
	const struct values *given =
		p->set.preset.text ? &p->set.preset : &section->preset;
	struct values values;
	char *copy, *rest, *word;
	int ret = 0;
	size_t count = 0;

	if (!key->name)
		return add_cell(p, section, *cell);
	if (strcmp(key->name, "chunk_size") == 0 && given->text && !p->preset)
		return cross_presets(p, section, index, cell, given);
	values = values_of(p, section, index);
	if (!values.text)
		return problem(p, section->line, "[%s] has no %s",
			       section->name, key->name);
	rest = copy = strdup(values.text);
	if (!copy)
		return no_memory(p);
	for (; !ret && (word = strtok_r(rest, " \t,", &rest)); count++) {
		if (key->kind == CELL_NAME && strcmp(word, "*") == 0)
			ret = cross_all(p, section, index, cell, values.line);
		else
			ret = cross_value(p, section, index, cell, word,
					  values.line);
	}
	free(copy);
	if (!ret && count == 0)
		return problem(p, values.line, "key '%s' has no value",
			       key->name);
	return ret;
}

static int keep_overrides(struct plan *plan, char *const *set, size_t count)
{
	plan->set = calloc(count + 1, sizeof(*plan->set));
	if (!plan->set)
		return -1;
	for (; plan->set_count < count; plan->set_count++) {
		plan->set[plan->set_count] = strdup(set[plan->set_count]);
		if (!plan->set[plan->set_count])
			return -1;
	}
	return 0;
}

static int parse(struct parser *p, char *const *set, size_t set_count)
{
	struct cell cell;
	int bad;

	p->at = p->plan->text;
	bad = ini_parse_stream(read_line, p, take_pair, p);
	if (p->failed)
		return -1;
	if (bad)
		return problem(p, bad > 0 ? (unsigned int)bad : 1,
			       "neither 'key = value' nor '[section]'");
	if (keep_overrides(p->plan, set, set_count))
		return no_memory(p);
	for (size_t i = 0; i < set_count; i++)
		if (take_override(p, set[i]))
			return -1;
	if (settle_plan(p))
		return -1;
	for (size_t i = 0; i < p->count; i++) {
		cell_init(&cell);
		if (cross(p, &p->sections[i], 0, &cell))
			return -1;
	}
	if (p->plan->count == 0)
		return problem(p, p->line,
			       "no mode can do what is to be timed");
	return 0;
}

static void free_section(struct section *section)
{
	free(section->name);
	free(section->preset.text);
	for (size_t i = 0; i < CELL_KEYS_MAX; i++)
		free(section->values[i].text);
}

static void free_parser(struct parser *p)
{
	for (size_t i = 0; i < p->count; i++)
		free_section(&p->sections[i]);
	free(p->sections);
	free_section(&p->set);
	for (size_t i = 0; i < sizeof(p->plan_values) / sizeof(*p->plan_values);
	     i++)
		free(p->plan_values[i].text);
}

static char *read_text(const char *path, const char *shown, struct error *error)
{
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;
	ssize_t n;

	if (!file) {
		error_set(error, "cannot read plan %s: %s", shown,
			  strerror(errno));
		return NULL;
	}
	errno = 0;
	n = getdelim(&text, &size, '\0', file);
	if (n < 0 && errno)
		error_set(error, "cannot read plan %s: %s", shown,
			  strerror(errno));
	else if (n <= 0 || text[n - 1] == '\0')
		error_set(error, "%s: %s", shown,
			  n <= 0 ? "the plan is empty"
				 : "this is no text file");
	else
		error = NULL;
	fclose(file);
	if (!error)
		return text;
	free(text);
	return NULL;
}

static char *name_of_path(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *name = strdup(slash ? slash + 1 : path);
	size_t length = name ? strlen(name) : 0;

	if (length > 4 && strcmp(name + length - 4, ".ini") == 0)
		name[length - 4] = '\0';
	return name;
}

struct plan *plan_load(const char *path, const char *shown, char *const *set,
		       size_t set_count, struct error *error)
{
	struct plan *plan = calloc(1, sizeof(*plan));
	struct parser p = {.plan = plan, .shown = shown, .error = error};
	int ret = -1;

	if (plan) {
		plan->name = name_of_path(path);
		plan->text = read_text(path, shown, error);
		if (plan->text)
			ret = plan->name ? parse(&p, set, set_count)
					 : no_memory(&p);
	}
	free_parser(&p);
	if (!ret)
		return plan;
	plan_free(plan);
	return NULL;
}

void plan_free(struct plan *plan)
{
	if (!plan)
		return;
	for (size_t i = 0; i < plan->set_count; i++)
		free(plan->set[i]);
	free(plan->set);
	free(plan->name);
	free(plan->text);
	free(plan->summary);
	free(plan->cells);
	free(plan);
}

void plan_path(const char *home, const char *name, char *path, size_t size)
{
	size_t length = strlen(name);

	if (strchr(name, '/') ||
	    (length > 4 && strcmp(name + length - 4, ".ini") == 0))
		path_print(path, size, "%s", name);
	else
		path_print(path, size, "%s/plans/%s.ini", home, name);
}
