// SPDX-License-Identifier: GPL-2.0-only
/*
 * mnbench validate: whether files are results as docs/results.md describes
 * them. Loading a result checks what the other commands rely on; here all that
 * is documented is.
 */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "result/result.h"

struct options {
	char **paths;
	size_t count;
};

/* A field that every result has, by its path, and how it is. */
struct field {
	const char *path;
	json_type type;
};

static const struct field fields[] = {
	{"schema", JSON_STRING},
	{"venue", JSON_STRING},
	{"unit", JSON_STRING},
	{"plan.name", JSON_STRING},
	{"plan.text", JSON_STRING},
	{"plan.set", JSON_ARRAY},
	{"plan.seed", JSON_INTEGER},
	{"plan.samples", JSON_INTEGER},
	{"plan.batch_cells", JSON_INTEGER},
	{"environment.kernel.release", JSON_STRING},
	{"environment.kernel.config_sha256", JSON_STRING},
	{"environment.machine.qemu", JSON_STRING},
	{"environment.machine.command", JSON_ARRAY},
	{"environment.machine.memory_mb", JSON_INTEGER},
	{"environment.build.mnbench", JSON_STRING},
	{"environment.build.compiler", JSON_STRING},
	{"environment.build.module_sha256", JSON_STRING},
	{"environment.build.agent_sha256", JSON_STRING},
	{"batches", JSON_ARRAY},
	{"cells", JSON_ARRAY},
	{"host.started", JSON_STRING},
	{"host.finished", JSON_STRING},
	{"host.hostname", JSON_STRING},
	{"host.cpu", JSON_STRING},
};

static const char *const type_names[] = {
	[JSON_OBJECT] = "an object", [JSON_ARRAY] = "an array",
	[JSON_STRING] = "a text",    [JSON_INTEGER] = "an integer",
	[JSON_REAL] = "a number",    [JSON_TRUE] = "true",
	[JSON_FALSE] = "false",      [JSON_NULL] = "null",
};

static const json_t *at(const json_t *object, const char *path)
{
	char name[64];

	while (object && *path) {
		size_t n = strcspn(path, ".");

		if (n >= sizeof(name))
			return NULL;
		memcpy(name, path, n);
		name[n] = '\0';
		object = json_object_get(object, name);
		path += n + (path[n] == '.');
	}
	return object;
}

static int check_fields(const json_t *root, struct error *error)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const json_t *value = at(root, fields[i].path);

		if (!value || json_typeof(value) != fields[i].type)
			return error_set(error, "%s is %s, not %s",
					 fields[i].path,
					 value ? type_names[json_typeof(value)]
					       : "missing",
					 type_names[fields[i].type]);
	}
	return 0;
}

/* The batch of each sample id, SIZE_MAX where no batch has it. */
struct ids {
	size_t *batch;
	size_t count;
};

static int read_orders(const json_t *root, struct ids *ids, struct error *error)
{
	json_t *batch, *id;
	size_t b, k;

	json_array_foreach(json_object_get(root, "batches"), b, batch) {
		json_array_foreach(json_object_get(batch, "order"), k, id) {
			json_int_t n = json_is_integer(id)
					       ? json_integer_value(id)
					       : -1;

			if (n < 0 || (size_t)n >= ids->count ||
			    ids->batch[n] != SIZE_MAX)
				return error_set(
					error,
					"batches[%zu].order[%zu] is no "
					"sample of the plan, or is there "
					"twice",
					b, k);
			ids->batch[n] = b;
		}
		if (!json_is_array(json_object_get(batch, "order")) ||
		    !json_is_array(json_object_get(batch, "log")) ||
		    !json_object_get(batch, "tainted"))
			return error_set(
				error,
				"batches[%zu] lacks order, log or tainted", b);
	}
	for (size_t i = 0; i < ids->count; i++)
		if (ids->batch[i] == SIZE_MAX)
			return error_set(error, "no batch has sample %zu", i);
	return 0;
}

static int check_cell(const json_t *cell, size_t index, json_int_t samples,
		      const struct ids *ids, struct error *error)
{
	const json_t *batch = json_object_get(cell, "batch");
	json_t *sample;
	size_t i;

	json_array_foreach(json_object_get(cell, "samples"), i, sample) {
		json_int_t id =
			json_integer_value(json_object_get(sample, "id"));

		if (id / samples != (json_int_t)index ||
		    (size_t)id >= ids->count)
			return error_set(
				error,
				"cells[%zu].samples[%zu].id %lld is of "
				"another cell",
				index, i, (long long)id);
		if (!json_is_integer(batch) ||
		    ids->batch[id] != (size_t)json_integer_value(batch))
			return error_set(
				error,
				"cells[%zu].batch is not that of sample "
				"%lld",
				index, (long long)id);
	}
	return 0;
}

static int check_samples(const json_t *root, struct error *error)
{
	const json_t *cells = json_object_get(root, "cells");
	json_int_t samples = json_integer_value(at(root, "plan.samples"));
	struct ids ids = {NULL, 0};
	int ret = 0;
	json_t *cell;
	size_t i;

	if (samples < 1)
		return error_set(error, "plan.samples is less than 1");
	ids.count = json_array_size(cells) * (size_t)samples;
	ids.batch = malloc(ids.count * sizeof(*ids.batch) + 1);
	if (!ids.batch)
		return error_set(error, "out of memory");
	memset(ids.batch, 0xff, ids.count * sizeof(*ids.batch));
	ret = read_orders(root, &ids, error);
	json_array_foreach(cells, i, cell)
		if (!ret)
			ret = check_cell(cell, i, samples, &ids, error);
	free(ids.batch);
	return ret;
}

static int validate(const char *path)
{
	struct error error = {0};
	struct result *result = result_load(path, &error);
	int ret = 0;

	if (!result) {
		error_say(&error);
		return STATUS_BAD;
	}
	ret = check_fields(result->root, &error);
	if (!ret)
		ret = check_samples(result->root, &error);
	if (ret) {
		error_place(&error, path, 0);
		error_say(&error);
	} else {
		printf("%s: valid, %s, %zu cells\n", path,
		       json_string_value(
			       json_object_get(result->root, "schema")),
		       result->count);
	}
	result_free(result);
	return ret ? STATUS_BAD : STATUS_OK;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	(void)arg;
	switch (key) {
	case ARGP_KEY_ARGS:
		options->paths = state->argv + state->next;
		options->count = (size_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_failure(state, STATUS_BAD, 0,
			     "validate: say which result files");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

int validate_main(int argc, char **argv)
{
	static const struct argp argp = {
		.parser = parse_option,
		.args_doc = "RUN...",
		.doc = "Check that files are results as docs/results.md "
		       "describes them. Exit status: 0 if all are, else 2.",
	};
	struct options options = {0};
	int status = STATUS_OK;

	if (argp_parse(&argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	for (size_t i = 0; i < options.count; i++)
		if (validate(options.paths[i]))
			status = STATUS_BAD;
	return status;
}
