// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading result files. A truncated, foreign or damaged file is refused before
 * a number of it is used. Cells may name workloads and modes that this build
 * does not have: old results stay readable.
 */
#include "result/result.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "result/json_check.h"
#include "result/json_file.h"
#include "result/partial.h"
#include "result/reference.h"
#include "result/run_check.h"

#define SCHEMA_FAMILY "mnbench/"

static int refuse_part(struct error *error)
{
	return error_set(error,
			 "a part of a run: 'mnbench merge' makes a result of "
			 "parts, 'mnbench run --resume' of an interrupted run");
}

/* A partial result has one JSON object on each line. */
static bool is_part(const char *path)
{
	static const char begin[] = "{\"schema\":\"" PARTIAL_SCHEMA "\"";
	char text[sizeof(begin)] = "";
	FILE *file = fopen(path, "re");
	bool is;

	if (!file)
		return false;
	is = fgets(text, sizeof(text), file) && strcmp(text, begin) == 0;
	fclose(file);
	return is;
}

static json_t *read_root(const char *path, struct error *error)
{
	json_t *root = json_file_read(path, error);

	if (!root && is_part(path))
		refuse_part(error);
	return root;
}

static bool is_number_above_1(const char *text)
{
	return strspn(text, "0123456789") == strlen(text) &&
	       strtoul(text, NULL, 10) > 1;
}

static int refuse_schema(const json_t *value, struct error *error)
{
	const char *schema = json_string_value(value), *version;
	struct error other;

	if (schema && strcmp(schema, PARTIAL_SCHEMA) == 0)
		return refuse_part(error);
	if (!schema ||
	    strncmp(schema, SCHEMA_FAMILY, strlen(SCHEMA_FAMILY)) != 0)
		return error_set(error,
				 "no result of mnbench: it has no \"schema\": "
				 "\"" RESULT_SCHEMA "\"");
	version = schema + strlen(SCHEMA_FAMILY);
	if (is_number_above_1(version))
		return error_set(error,
				 "written by a newer mnbench: schema %s, this "
				 "one reads " RESULT_SCHEMA,
				 schema);
	json_refuse(value, "schema", RESULT_SCHEMA, &other);
	return error_set(error, "unknown schema: it %s", other.message);
}

static int check_schema(struct result *result, struct error *error)
{
	const json_t *value = json_object_get(result->root, "schema");
	const char *schema = json_string_value(value);

	if (schema && strcmp(schema, RESULT_SCHEMA) == 0)
		return 0;
	if (!schema || strcmp(schema, REFERENCE_SCHEMA) != 0)
		return refuse_schema(value, error);
	result->reference = true;
	return 0;
}

/* Load the members that do not belong to a cell. */
static int load_run(struct result *result, struct error *error)
{
	const json_t *environment =
		json_object_get(result->root, "environment");
	const json_t *kernel = json_object_get(environment, "kernel");
	const json_t *plan = json_object_get(result->root, "plan");

	if (run_check_venue(result->root, error) ||
	    run_check_plan(result->root, false, error) ||
	    run_check_kernel(environment, "environment", error))
		return -1;
	result->venue =
		json_string_value(json_object_get(result->root, "venue"));
	result->unit = json_string_value(json_object_get(result->root, "unit"));
	result->plan = json_string_value(json_object_get(plan, "name"));
	result->kernel = json_string_value(json_object_get(kernel, "release"));
	return 0;
}

static int check_batches(const struct result *result, struct error *error)
{
	const json_t *batches = json_object_get(result->root, "batches");
	json_t *batch;
	size_t i;

	if (batches && !json_is_array(batches))
		return json_refuse(batches, "batches", "a list of objects",
				   error);
	json_array_foreach(batches, i, batch)
		if (run_check_log(batch, json_path("batches[%zu]", i).text,
				  error))
			return -1;
	return 0;
}

static int load_cells(struct result *result, struct error *error)
{
	const json_t *cells = json_object_get(result->root, "cells");

	if (json_array_size(cells) == 0)
		return json_refuse(cells, "cells",
				   "a list of at least one cell", error);
	if (result->reference)
		result->cells = reference_cells_load(result->root, error);
	else
		result->cells = result_cells_load(cells, error);
	if (!result->cells)
		return -1;
	result->count = json_array_size(cells);
	return 0;
}

static int load(struct result *result, struct error *error)
{
	if (check_schema(result, error) || load_run(result, error) ||
	    check_batches(result, error))
		return -1;
	return load_cells(result, error);
}

/* Takes over @root; NULL: @error says why there is none. */
static struct result *make(json_t *root, const char *name, struct error *error)
{
	struct result *result = calloc(1, sizeof(*result));

	if (!result || !(result->path = strdup(name))) {
		error_set(error, "out of memory");
		json_decref(root);
	} else {
		result->root = root;
		if (root && load(result, error) == 0)
			return result;
	}
	error_place(error, name, 0);
	result_free(result);
	return NULL;
}

struct result *result_of_json(json_t *root, const char *name,
			      struct error *error)
{
	return make(json_incref(root), name, error);
}

struct result *result_or_reference_load(const char *path, struct error *error)
{
	return make(read_root(path, error), path, error);
}

int result_refuse_reference(const struct result *result, struct error *error)
{
	if (!result->reference)
		return 0;
	error_set(error, "a reference, which holds no samples: only 'mnbench "
			 "compare' and 'mnbench matrix' read it");
	return error_place(error, result->path, 0);
}

struct result *result_load(const char *path, struct error *error)
{
	struct result *result = result_or_reference_load(path, error);

	if (!result || !result_refuse_reference(result, error))
		return result;
	result_free(result);
	return NULL;
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
