// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading result files. Everything that later code relies on is checked here
 * once, so that a truncated, foreign or damaged file is told apart from a
 * result before a number of it is used. Cells may name workloads and modes that
 * this build does not have: old results stay readable.
 */
#include "result/result.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/message.h"
#include "result/cell_stats.h"
#include "result/partial.h"

/* The message of a load in progress: "PATH: WHAT". */
struct loading {
	const char *path;
	struct error *error;
};

__attribute__((format(printf, 2, 3))) static int bad(const struct loading *l,
						     const char *format, ...)
{
	char message[ERROR_MESSAGE_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	error_set(l->error, "%s", message);
	return error_place(l->error, l->path, 0);
}

static bool is_part(FILE *file)
{
	static const char begin[] = "{\"schema\":\"" PARTIAL_SCHEMA "\"";
	char text[sizeof(begin)] = "";

	rewind(file);
	return fgets(text, sizeof(text), file) && strcmp(text, begin) == 0;
}

static json_t *read_json(const struct loading *l)
{
	FILE *file = fopen(l->path, "r");
	json_error_t json_error;
	json_t *root;

	if (!file) {
		bad(l, "cannot read: %s", strerror(errno));
		return NULL;
	}
	root = json_loadf(file, JSON_REJECT_DUPLICATES, &json_error);
	if (root) {
		/* nothing to tell */
	} else if (ferror(file)) {
		bad(l, "cannot read: %s", strerror(errno));
	} else if (feof(file)) {
		bad(l,
		    "the file is truncated: it ends at line %d within the "
		    "JSON text",
		    json_error.line);
	} else if (is_part(file)) {
		bad(l, "a part of a run: 'mnbench merge' makes a result of "
		       "parts, 'mnbench run --resume' of an interrupted run");
	} else {
		bad(l, "no result of mnbench: line %d is no JSON (%s)",
		    json_error.line, json_error.text);
	}
	fclose(file);
	return root;
}

static int check_schema(const struct loading *l, const json_t *root)
{
	const char *schema = json_string_value(json_object_get(root, "schema"));
	long version;
	char *end;

	if (!schema || strncmp(schema, "mnbench/", 8) != 0)
		return bad(l, "no result of mnbench: it has no \"schema\": "
			      "\"" RESULT_SCHEMA "\"");
	if (strcmp(schema, RESULT_SCHEMA) == 0)
		return 0;
	version = strtol(schema + 8, &end, 10);
	if (end != schema + 8 && *end == '\0' && version > 1)
		return bad(l,
			   "written by a newer mnbench: schema %s, this one "
			   "reads " RESULT_SCHEMA,
			   schema);
	return bad(l, "unknown schema '%s'; this mnbench reads " RESULT_SCHEMA,
		   schema);
}

static const char *need_string(const struct loading *l, const json_t *object,
			       const char *key, const char *shown)
{
	const char *text = json_string_value(json_object_get(object, key));

	if (!text)
		bad(l, "damaged: \"%s\" is missing or no text", shown);
	return text;
}

/* A name of this or another build. */
static bool is_word(const char *text)
{
	return text && text[0] &&
	       !text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_")];
}

static int load_choice(const struct cell_key *key, const json_t *value,
		       uint64_t *number)
{
	const char *word = json_string_value(value);

	for (size_t i = 0; word && key->choices[i]; i++) {
		if (strcmp(key->choices[i], word) == 0) {
			*number = i;
			return 0;
		}
	}
	return -1;
}

static int load_key(struct cell *cell, const struct cell_key *key,
		    const json_t *value)
{
	void *field = (char *)cell + key->offset;

	if (key->kind == CELL_NAME) {
		const char *name = json_string_value(value);

		if (!is_word(name) || strlen(name) >= CELL_NAME_MAX)
			return -1;
		strcpy(field, name);
		return 0;
	}
	if (key->kind == CELL_CHOICE)
		return load_choice(key, value, field);
	if (!json_is_integer(value) || json_integer_value(value) < 0)
		return -1;
	*(uint64_t *)field = (uint64_t)json_integer_value(value);
	return 0;
}

static int load_keys(const struct loading *l, size_t index, const json_t *keys,
		     struct cell *cell)
{
	memset(cell, 0, sizeof(*cell));
	for (const struct cell_key *key = cell_keys; key->name; key++) {
		const json_t *value = json_object_get(keys, key->name);

		/* A key that is younger than the file. */
		if (!value && key->initial) {
			if (cell_key_applies(cell, key))
				cell_set(cell, key, key->initial, NULL);
			continue;
		}
		if (load_key(cell, key, value))
			return bad(l,
				   "damaged: cells[%zu].cell.%s is missing "
				   "or has no valid value",
				   index, key->name);
	}
	return 0;
}

/* Times and counts: none is negative. */
static bool is_amount(const json_t *value)
{
	return json_is_number(value) && json_number_value(value) >= 0;
}

static bool all_amounts(const json_t *values)
{
	json_t *value;
	size_t i;

	if (!json_is_array(values))
		return false;
	json_array_foreach(values, i, value)
		if (!is_amount(value))
			return false;
	return true;
}

/* Counts that statistics are made of. */
static bool counters_are_sound(const json_t *counters)
{
	json_t *callbacks = json_object_get(counters, "callbacks");
	const char *event;
	json_t *value;

	if (!json_is_object(callbacks) || !json_object_size(callbacks))
		return false;
	json_object_foreach(callbacks, event, value)
		if (!is_amount(value))
			return false;
	return is_amount(json_object_get(counters, "spurious")) &&
	       is_amount(json_object_get(counters, "invalidations"));
}

static int check_sample(const struct loading *l, size_t cell, size_t index,
			const json_t *sample)
{
	static const char *const numbers[] = {"id",         "attach_ns",
					      "fill_ns",    "detach_ns",
					      "bytes",      "chunks_now",
					      "chunks_peak"};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (!is_amount(json_object_get(sample, numbers[i])))
			return bad(l,
				   "damaged: cells[%zu].samples[%zu].%s is "
				   "missing or no number",
				   cell, index, numbers[i]);
	if (!all_amounts(json_object_get(sample, "ns")))
		return bad(l,
			   "damaged: cells[%zu].samples[%zu].ns is missing "
			   "or no list of numbers",
			   cell, index);
	if (json_object_get(sample, "again_ns") &&
	    !all_amounts(json_object_get(sample, "again_ns")))
		return bad(l,
			   "damaged: cells[%zu].samples[%zu].again_ns is no "
			   "list of numbers",
			   cell, index);
	if (!counters_are_sound(json_object_get(sample, "counters")))
		return bad(l,
			   "damaged: cells[%zu].samples[%zu].counters are "
			   "missing or no numbers",
			   cell, index);
	return 0;
}

static int load_cell(const struct loading *l, size_t index, const json_t *from,
		     struct result_cell *to)
{
	const json_t *failed = json_object_get(from, "failed");
	json_t *sample;
	size_t i;

	if (load_keys(l, index, json_object_get(from, "cell"), &to->cell))
		return -1;
	to->index = index;
	to->keys = from;
	to->samples = json_object_get(from, "samples");
	if (!json_is_array(to->samples))
		return bad(l, "damaged: cells[%zu].samples is missing", index);
	if (!json_is_null(failed) && !json_is_string(failed))
		return bad(l, "damaged: cells[%zu].failed is missing", index);
	to->failed = json_string_value(failed);
	json_array_foreach(to->samples, i, sample)
		if (check_sample(l, index, i, sample))
			return -1;
	if (stats_of_cell(&to->cell, to->samples, &to->stats))
		return bad(l, "out of memory");
	if (!to->failed && !to->stats.ops)
		return bad(l,
			   "damaged: cells[%zu] has not failed, but no "
			   "latencies either",
			   index);
	return 0;
}

static int by_activity(const void *a, const void *b)
{
	const struct result_cell *const *x = a;
	const struct result_cell *const *y = b;

	return cell_activity_order(&(*x)->cell, &(*y)->cell);
}

/* Cells that do the same: each against the one of them that is the baseline. */
static void compare_group(struct result_cell **cells, size_t count)
{
	const struct result_cell *none = NULL;

	for (size_t i = 0; i < count; i++)
		if (!cells[i]->failed &&
		    cell_is_baseline(&cells[i]->cell, &cells[i]->cell))
			none = cells[i];
	for (size_t i = 0; none && i < count; i++)
		if (!cells[i]->failed)
			stats_against(&cells[i]->stats, &none->stats);
}

static int compare_to_baselines(struct result *result)
{
	struct result_cell **sorted = calloc(result->count, sizeof(*sorted));

	if (!sorted)
		return -1;
	for (size_t i = 0; i < result->count; i++)
		sorted[i] = &result->cells[i];
	qsort(sorted, result->count, sizeof(*sorted), by_activity);
	for (size_t from = 0, to; from < result->count; from = to) {
		for (to = from + 1; to < result->count; to++)
			if (by_activity(&sorted[from], &sorted[to]))
				break;
		compare_group(sorted + from, to - from);
	}
	free(sorted);
	return 0;
}

static int load_cells(const struct loading *l, struct result *result)
{
	const json_t *cells = json_object_get(result->root, "cells");

	if (!json_is_array(cells) || json_array_size(cells) == 0)
		return bad(l, "damaged: it has no cells");
	result->cells = calloc(json_array_size(cells), sizeof(*result->cells));
	if (!result->cells)
		return bad(l, "out of memory");
	for (; result->count < json_array_size(cells); result->count++)
		if (load_cell(l, result->count,
			      json_array_get(cells, result->count),
			      &result->cells[result->count]))
			return -1;
	if (compare_to_baselines(result))
		return bad(l, "out of memory");
	return 0;
}

static int load(const struct loading *l, struct result *result)
{
	const json_t *plan, *environment, *kernel;

	result->root = read_json(l);
	if (!result->root || check_schema(l, result->root))
		return -1;
	plan = json_object_get(result->root, "plan");
	environment = json_object_get(result->root, "environment");
	kernel = json_object_get(environment, "kernel");
	result->venue = need_string(l, result->root, "venue", "venue");
	if (!result->venue)
		return -1;
	result->unit = need_string(l, result->root, "unit", "unit");
	if (!result->unit)
		return -1;
	if (!is_word(result->unit))
		return bad(l, "damaged: \"unit\" is no word");
	result->plan = need_string(l, plan, "name", "plan.name");
	if (!result->plan)
		return -1;
	result->kernel =
		need_string(l, kernel, "release", "environment.kernel.release");
	if (!result->kernel)
		return -1;
	return load_cells(l, result);
}

struct result *result_load(const char *path, struct error *error)
{
	struct loading l = {path, error};
	struct result *result = calloc(1, sizeof(*result));

	if (!result || !(result->path = strdup(path))) {
		bad(&l, "out of memory");
		result_free(result);
		return NULL;
	}
	if (load(&l, result)) {
		result_free(result);
		return NULL;
	}
	return result;
}

void result_free(struct result *result)
{
	if (!result)
		return;
	json_decref(result->root);
	free(result->cells);
	free(result->path);
	free(result);
}
