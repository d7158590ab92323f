// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parsing plan files. inih splits each line into key and value. It reads lines
 * through a callback of ours, which counts them for messages, finds the
 * sections and refuses what inih would drop: the rest of a long line, and text
 * after a section.
 */
#include "plan/plan_file.h"

#include <ini.h>
#include <search.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cell.h"
#include "common/text.h"
#include "plan/nearest_key.h"
#include "plan/plan.h"

/* The buffer of inih has 200 bytes, with newline and NUL. */
#define LINE_MAX_BYTES    198
#define SECTION_MAX_BYTES 48

#define BOM "\xef\xbb\xbf"

struct parser {
	struct plan_file *file;
	const char *at;      /* the rest of the text */
	bool continued;      /* the line of last_line begins with a blank */
	bool in_plan;        /* it is in section [plan] */
	void *section_names; /* tree for tsearch() */
	struct error *error;
	bool failed;
};

int plan_error(const struct plan_file *file, unsigned int line,
	       struct error *error, const char *key, const char *format, ...)
{
	char message[ERROR_MESSAGE_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	error_set_key(error, key, "%s", message);
	return error_place(error, line ? file->shown : "--set", line);
}

static int fail(struct parser *p, int ret)
{
	p->failed = true;
	return ret;
}

/* Fail with an error about a key (or "") in the current line. */
#define problem(p, ...)                                                 \
	fail(p, plan_error((p)->file, (p)->file->last_line, (p)->error, \
			   __VA_ARGS__))

static int no_memory(struct parser *p)
{
	return fail(p, error_set(p->error, "out of memory"));
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(a, b);
}

static int begin_plan(struct parser *p)
{
	if (p->file->plan_line)
		return problem(p, "", "section [plan] is given twice");
	p->file->plan_line = p->file->last_line;
	p->in_plan = true;
	return 0;
}

static int add_section(struct parser *p, const char *name)
{
	struct plan_file *file = p->file;
	struct section *grown =
		realloc(file->sections, (file->count + 1) * sizeof(*grown));
	struct section *section;
	char *const *found;

	if (!grown)
		return no_memory(p);
	file->sections = grown;
	section = &grown[file->count];
	memset(section, 0, sizeof(*section));
	section->line = file->last_line;
	section->name = strdup(name);
	if (!section->name)
		return no_memory(p);
	file->count++;
	found = tsearch(section->name, &p->section_names, compare_names);
	if (!found)
		return no_memory(p);
	if (*found != section->name)
		return problem(p, "",
			       "section [%s] is given twice; name them "
			       "[cells NAME]",
			       name);
	return 0;
}

static int begin_section(struct parser *p, const char *name)
{
	if (strcmp(name, "plan") == 0)
		return begin_plan(p);
	if (strcmp(name, "cells") != 0 && strncmp(name, "cells ", 6) != 0)
		return problem(p, "",
			       "unknown section [%s]; allowed: [plan], "
			       "[cells], [cells NAME]",
			       name);
	p->in_plan = false;
	return add_section(p, name);
}

/* inih drops what follows the bracket. */
static int check_end(struct parser *p, const char *name, const char *end)
{
	char shown[TEXT_SHORT_MAX];

	end += strspn(end, " \t\r\n");
	if (!*end || *end == ';' || *end == '#')
		return 0;
	text_shorten(shown, end);
	shown[strcspn(shown, "\r\n")] = '\0';
	return problem(p, "",
		       "text '%s' after [%s]; it belongs on the next "
		       "line",
		       shown, name);
}

/*
 * Begin the section if the line names one; inih reports a line that is neither.
 * Its blanks go: to inih, they would make it a part of the previous value.
 */
static int take_section(struct parser *p, char *line)
{
	char *start = line + strspn(line, " \t");
	char *end = *start == '[' ? strchr(start, ']') : NULL;
	char name[SECTION_MAX_BYTES + 1];
	size_t length;

	p->continued = start != line;
	if (!end)
		return 0;
	length = (size_t)(end - start - 1);
	if (length >= sizeof(name))
		return problem(p, "",
			       "the name of the section has more than %d bytes",
			       SECTION_MAX_BYTES);
	memcpy(name, start + 1, length);
	name[length] = '\0';
	memmove(line, start, strlen(start) + 1);
	if (begin_section(p, name))
		return -1;
	return check_end(p, name, line + 1 + length + 1);
}

/* For inih: the next line, as fgets() would return it. */
static char *read_line(char *buffer, int size, void *stream)
{
	struct parser *p = stream;
	size_t length = strcspn(p->at, "\n");
	size_t take = length + (p->at[length] == '\n');

	if (!*p->at || p->failed)
		return NULL;
	p->file->last_line++;
	if (length > LINE_MAX_BYTES || take >= (size_t)size) {
		problem(p, "",
			"the line has more than %d bytes; continue it on the "
			"next, after a blank",
			LINE_MAX_BYTES);
		return NULL;
	}
	memcpy(buffer, p->at, take);
	buffer[take] = '\0';
	p->at += take;
	return take_section(p, buffer) ? NULL : buffer;
}

/* inih keeps a comment at the end of a line that continues another. */
static int value_length(const struct parser *p, const char *text)
{
	const char *comment = p->continued ? strchr(text, ';') : NULL;

	return (int)(comment ? (size_t)(comment - text) : strlen(text));
}

static int append_value(struct parser *p, struct given *given, const char *name,
			const char *text)
{
	int length = value_length(p, text);
	char *joined;

	if (given->text && !p->continued)
		return problem(p, name, "is given twice");
	if (asprintf(&joined, "%s%s%.*s", given->text ? given->text : "",
		     given->text ? " " : "", length, text) < 0)
		return no_memory(p);
	if (!given->text)
		given->line = p->file->last_line;
	free(given->text);
	given->text = joined;
	return 0;
}

static struct given *find_plan_key(struct plan_file *file, const char *name)
{
	for (size_t i = 0; plan_keys[i].name; i++)
		if (strcmp(plan_keys[i].name, name) == 0)
			return &file->plan_keys[i];
	return NULL;
}

static struct given *find_cell_key(struct section *section, const char *name)
{
	const struct cell_key *key = cell_key_find(name);

	if (strcmp(name, PRESET_KEY) == 0)
		return &section->preset;
	return key ? &section->keys[key - cell_keys] : NULL;
}

static int refuse_key(struct parser *p, const char *name)
{
	char shown[TEXT_SHORT_MAX], names[ERROR_MESSAGE_MAX];
	char hint[NEAREST_HINT_MAX];
	struct text text;

	text_begin(&text, names, sizeof(names));
	if (p->in_plan) {
		for (size_t i = 0; plan_keys[i].name; i++)
			text_append(&text, "%s%s", i ? ", " : "",
				    plan_keys[i].name);
	} else {
		for (size_t i = 0; cell_keys[i].name; i++)
			text_append(&text, "%s, ", cell_keys[i].name);
		text_append(&text, PRESET_KEY);
	}
	nearest_key_hint(name, p->in_plan, !p->in_plan, hint);
	return problem(p, "", "unknown key '%s'%s%s%s: %s",
		       text_shorten(shown, name),
		       p->in_plan ? " in [plan]" : "", hint,
		       hint[0] ? " Allowed" : "; allowed", names);
}

static int take_key(struct parser *p, const char *name, const char *value)
{
	struct plan_file *file = p->file;
	struct given *given;

	if (!p->in_plan && file->count == 0)
		return problem(p, name, "stands before any section");
	given = p->in_plan
			? find_plan_key(file, name)
			: find_cell_key(&file->sections[file->count - 1], name);
	return given ? append_value(p, given, name, value)
		     : refuse_key(p, name);
}

/*
 * For inih: one pair, or one more line of the last value. Returns 1 on success.
 */
static int take_pair(void *user, const char *section, const char *name,
		     const char *value)
{
	struct parser *p = user;

	(void)section; /* cut by inih */
	if (!p->failed)
		take_key(p, name, value);
	return !p->failed;
}

static void keep_name(void *name)
{
	(void)name; /* belongs to its section */
}

int plan_file_parse(struct plan_file *file, const char *text,
		    struct error *error)
{
	struct parser p = {.file = file, .at = text, .error = error};
	int bad;

	if (strncmp(text, BOM, strlen(BOM)) == 0)
		p.at += strlen(BOM);
	bad = ini_parse_stream(read_line, &p, take_pair, &p);
	tdestroy(p.section_names, keep_name);
	if (p.failed)
		return -1;
	if (bad < 0)
		return no_memory(&p);
	if (bad)
		return plan_error(file, (unsigned int)bad, error, "",
				  "neither 'key = value' nor '[section]'");
	return 0;
}

static int refuse_override(const struct plan_file *file, const char *name,
			   struct error *error)
{
	char hint[NEAREST_HINT_MAX];

	nearest_key_hint(name, true, true, hint);
	return plan_error(file, 0, error, "", "unknown key '%s'%s", name,
			  hint[0] ? hint : "; see mnbench list keys");
}

int plan_file_override(struct plan_file *file, const char *pair,
		       struct error *error)
{
	const char *equals = strchr(pair, '=');
	char name[64], shown[TEXT_SHORT_MAX];
	struct given *given;

	text_shorten(shown, pair);
	if (!equals)
		return plan_error(file, 0, error, "", "'%s' is not KEY=VALUE",
				  shown);
	snprintf(name, sizeof(name), "%.*s", (int)(equals - pair), pair);
	given = find_plan_key(file, name);
	if (!given)
		given = find_cell_key(&file->set, name);
	if (!given)
		return refuse_override(file, name, error);
	free(given->text);
	given->line = 0;
	given->text = strdup(equals + 1);
	return given->text ? 0 : error_set(error, "out of memory");
}

static void free_section(struct section *section)
{
	free(section->name);
	free(section->preset.text);
	for (size_t i = 0; i < CELL_KEYS_MAX; i++)
		free(section->keys[i].text);
}

void plan_file_free(struct plan_file *file)
{
	for (size_t i = 0; i < file->count; i++)
		free_section(&file->sections[i]);
	free(file->sections);
	free_section(&file->set);
	for (size_t i = 0; i < PLAN_KEYS_MAX; i++)
		free(file->plan_keys[i].text);
}
