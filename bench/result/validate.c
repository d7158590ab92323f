// SPDX-License-Identifier: GPL-2.0-only
/* Checking all of a result that docs/results.md describes. */
#include "result/validate.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "result/cell_decision.h"
#include "result/json_check.h"
#include "result/run_check.h"
#include "result/validate_looks.h"
#include "result/validate_names.h"

/* A member that every file has, by its path. */
struct field {
	const char *path;
	json_type type;
	bool result_only; /* references do not have it */
};

static const struct field fields[] = {
	{"environment.kernel.release", JSON_STRING, false},
	{"environment.kernel.config_sha256", JSON_STRING, false},
	{"environment.machine.qemu", JSON_STRING, false},
	{"environment.machine.command", JSON_ARRAY, false},
	{"environment.machine.memory_mb", JSON_INTEGER, false},
	{"environment.build.mnbench", JSON_STRING, false},
	{"environment.build.compiler", JSON_STRING, false},
	{"environment.build.module_sha256", JSON_STRING, false},
	{"environment.build.agent_sha256", JSON_STRING, false},
	{"batches", JSON_ARRAY, true},
	{"host.started", JSON_STRING, true},
	{"host.finished", JSON_STRING, true},
	{"host.hostname", JSON_STRING, true},
	{"host.cpu", JSON_STRING, true},
};

static const char *const type_names[] = {
	[JSON_ARRAY] = "a list",
	[JSON_STRING] = "a text",
	[JSON_INTEGER] = "an integer",
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

static int check_fields(const struct result *result, struct error *error)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const struct field *field = &fields[i];
		const json_t *value = at(result->root, field->path);

		if (field->result_only && result->reference)
			continue;
		if (!value || json_typeof(value) != field->type)
			return json_refuse(value, field->path,
					   type_names[field->type], error);
	}
	return 0;
}

/* The batch of each sample of the plan, by id; SIZE_MAX: of none. */
struct ids {
	size_t *batch;
	size_t count;
};

static int read_order(const json_t *batch, size_t index, struct ids *ids,
		      struct error *error)
{
	const json_t *order = json_object_get(batch, "order");
	json_t *value;
	size_t i;

	json_array_foreach(order, i, value) {
		struct json_path path =
			json_path("batches[%zu].order[%zu]", index, i);
		json_int_t id;

		if (json_check_integer(value, path.text, 0,
				       (json_int_t)ids->count - 1, error))
			return -1;
		id = json_integer_value(value);
		if (ids->batch[id] != SIZE_MAX)
			return error_set_key(error, path.text,
					     "is %lld, as an earlier one is",
					     (long long)id);
		ids->batch[id] = index;
	}
	return 0;
}

static int check_batches(const json_t *batches, struct error *error)
{
	static const char *const names[] = {"order", "log", "tainted"};
	json_t *batch;
	size_t i;

	json_array_foreach(batches, i, batch) {
		for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			if (!json_object_get(batch, names[k]))
				return json_refuse(NULL,
						   json_path("batches[%zu].%s",
							     i, names[k])
							   .text,
						   "as in docs/results.md",
						   error);
		if (!json_is_array(json_object_get(batch, "order")))
			return json_refuse(
				json_object_get(batch, "order"),
				json_path("batches[%zu].order", i).text,
				"a list of samples", error);
	}
	return 0;
}

static int read_orders(const json_t *batches, struct ids *ids,
		       struct error *error)
{
	json_t *batch;
	size_t i;

	json_array_foreach(batches, i, batch)
		if (read_order(batch, i, ids, error))
			return -1;
	for (i = 0; i < ids->count; i++)
		if (ids->batch[i] == SIZE_MAX)
			return error_set_key(error, "batches",
					     "do not have sample %zu", i);
	return 0;
}

static int check_cell(const json_t *cell, size_t index, size_t samples,
		      const struct ids *ids, struct error *error)
{
	const json_t *batch = json_object_get(cell, "batch");
	struct json_path path = json_path("cells[%zu]", index);
	json_t *sample;
	size_t i;

	if (json_check_integer(batch, json_member(path.text, "batch").text, 0,
			       AMOUNT_MAX, error))
		return -1;
	json_array_foreach(json_object_get(cell, "samples"), i, sample) {
		json_int_t first = (json_int_t)(index * samples), id;

		if (json_check_integer(
			    json_object_get(sample, "id"),
			    json_path("%s.samples[%zu].id", path.text, i).text,
			    first, first + (json_int_t)samples - 1, error))
			return -1;
		id = json_integer_value(json_object_get(sample, "id"));
		if (ids->batch[id] != (size_t)json_integer_value(batch))
			return error_set_key(
				error, path.text,
				"is in batch %lld, but its sample %lld ran in "
				"batch %zu",
				(long long)json_integer_value(batch),
				(long long)id, ids->batch[id]);
	}
	return 0;
}

static int check_cells(const json_t *cells, size_t samples,
		       const struct ids *ids, struct error *error)
{
	json_t *cell;
	size_t i;

	json_array_foreach(cells, i, cell)
		if (check_cell(cell, i, samples, ids, error))
			return -1;
	return 0;
}

static size_t count_order(const json_t *batches)
{
	size_t count = 0, i;
	json_t *batch;

	json_array_foreach(batches, i, batch)
		count += json_array_size(json_object_get(batch, "order"));
	return count;
}

/*
 * Check that each sample of the plan is in one batch, that of its cell. The
 * number of samples is what the file lists, not what it says, so it bounds the
 * memory.
 */
static int check_samples(const struct result *result, struct error *error)
{
	const json_t *batches = json_object_get(result->root, "batches");
	const json_t *cells = json_object_get(result->root, "cells");
	size_t samples =
		(size_t)json_integer_value(at(result->root, "plan.samples"));
	struct ids ids = {.count = count_order(batches)};
	int ret;

	if (ids.count % result->count || ids.count / result->count != samples)
		return error_set_key(error, "batches",
				     "have %zu samples in all; the plan has "
				     "%zu cells with %zu each",
				     ids.count, result->count, samples);
	ids.batch = malloc((ids.count + 1) * sizeof(*ids.batch));
	if (!ids.batch)
		return error_set(error, "out of memory");
	for (size_t i = 0; i < ids.count; i++)
		ids.batch[i] = SIZE_MAX;
	ret = read_orders(batches, &ids, error);
	if (!ret)
		ret = check_cells(cells, samples, &ids, error);
	free(ids.batch);
	return ret;
}

int result_validate(const struct result *result, struct error *error)
{
	const json_t *batches = json_object_get(result->root, "batches");

	if (run_check_plan(result->root, true, error) ||
	    run_check_request(at(result->root, "host"), "host", error))
		return -1;
	if (!result->reference &&
	    (check_batches(batches, error) ||
	     (result_looks(result) ? validate_looks(result, error)
				   : check_samples(result, error))))
		return -1;
	if (check_fields(result, error))
		return -1;
	return result_validate_names(result, error);
}
