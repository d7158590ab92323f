// SPDX-License-Identifier: GPL-2.0-only
/* Collecting the environments of runs. */
#include "report/environment_lines.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

static char *scalar_text(json_t *value)
{
	char *text, *copy;

	if (json_is_string(value))
		return must_printf("%s", json_string_value(value));
	text = json_dumps(value, JSON_ENCODE_ANY | JSON_SORT_KEYS |
					 JSON_REAL_PRECISION(6));
	copy = must_printf("%s", text ? text : "");
	free(text);
	return copy;
}

/* The words of an array stand side by side, as in a command line. */
static char *value_text_of(json_t *value)
{
	char *joined = must_printf("%s", "");
	json_t *part;
	size_t i;

	if (!json_is_array(value)) {
		free(joined);
		return scalar_text(value);
	}
	json_array_foreach(value, i, part) {
		char *word = scalar_text(part);
		char *longer =
			must_printf("%s%s%s", joined, i ? " " : "", word);

		free(joined);
		free(word);
		joined = longer;
	}
	return joined;
}

static struct environment_line *find_line(struct environment_lines *lines,
					  const char *name)
{
	struct environment_line *more;

	for (size_t i = 0; i < lines->count; i++)
		if (!strcmp(lines->at[i].name, name))
			return &lines->at[i];
	more = must_alloc(lines->count + 1, sizeof(*more));
	if (lines->count)
		memcpy(more, lines->at, lines->count * sizeof(*more));
	free(lines->at);
	lines->at = more;
	more = &lines->at[lines->count++];
	more->name = must_printf("%s", name);
	more->values = must_alloc(lines->run_count, sizeof(*more->values));
	return more;
}

/* A line for each member; members of an object within have its name first. */
static void add_members(struct environment_lines *lines, size_t run,
			const char *prefix, json_t *object)
{
	const char *name;
	json_t *value;

	json_object_foreach(object, name, value) {
		char *path =
			must_printf("%s%s%s", prefix, *prefix ? " " : "", name);

		if (json_is_object(value))
			add_members(lines, run, path, value);
		else
			find_line(lines, path)->values[run] =
				value_text_of(value);
		free(path);
	}
}

/* When and on what CPU it was measured: this differs between equal runs. */
static void add_host(struct environment_lines *lines, size_t run,
		     const struct result *result)
{
	static const char *const shown[] = {"started", "finished", "wall_s",
					    "cpu", NULL};
	json_t *host = json_object_get(result->root, "host");
	json_t *part = json_object();

	for (size_t i = 0; shown[i]; i++)
		if (json_object_get(host, shown[i]))
			json_object_set(part, shown[i],
					json_object_get(host, shown[i]));
	add_members(lines, run, "host", part);
	json_decref(part);
}

void environment_lines_make(struct environment_lines *lines,
			    const struct page *page)
{
	*lines = (struct environment_lines){.run_count = page->count};
	for (size_t r = 0; r < page->count; r++) {
		const struct result *run = page->sections[r].run;

		add_members(lines, r, "",
			    json_object_get(run->root, "environment"));
		add_host(lines, r, run);
	}
	for (size_t i = 0; i < lines->count; i++) {
		struct environment_line *line = &lines->at[i];

		for (size_t r = 0; r < page->count; r++)
			line->differs |=
				!line->values[r] || !line->values[0] ||
				strcmp(line->values[r], line->values[0]) != 0;
	}
}

void environment_lines_free(struct environment_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		for (size_t r = 0; r < lines->run_count; r++)
			free(lines->at[i].values[r]);
		free(lines->at[i].values);
		free(lines->at[i].name);
	}
	free(lines->at);
}
