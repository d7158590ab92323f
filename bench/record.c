/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Collecting what the agents answer. Samples are stored by id, so that neither
 * the order in which they ran nor how many guests ran at once is seen in the
 * result.
 */
#include "record.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "result.h"
#include "say.h"

struct record {
	const struct plan *plan;
	const struct batches *batches;
	size_t sample_count;
	json_t **samples; /* by id; NULL until it is answered */
	char **errors;    /* by id; NULL unless the agent told one */
	json_t **kernels; /* by batch */
	json_t **ends;    /* by batch */
};

struct record *record_new(const struct plan *plan,
			  const struct batches *batches)
{
	struct record *r = calloc(1, sizeof(*r));

	if (!r)
		return NULL;
	r->plan = plan;
	r->batches = batches;
	r->sample_count = plan->count * plan->samples;
	r->samples = calloc(r->sample_count + 1, sizeof(*r->samples));
	r->errors = calloc(r->sample_count + 1, sizeof(*r->errors));
	r->kernels = calloc(batches->count + 1, sizeof(*r->kernels));
	r->ends = calloc(batches->count + 1, sizeof(*r->ends));
	if (r->samples && r->errors && r->kernels && r->ends)
		return r;
	record_free(r);
	return NULL;
}

static void free_objects(json_t **objects, size_t count)
{
	for (size_t i = 0; objects && i < count; i++)
		json_decref(objects[i]);
	free(objects);
}

void record_free(struct record *r)
{
	if (!r)
		return;
	free_objects(r->samples, r->sample_count);
	free_objects(r->kernels, r->batches->count);
	free_objects(r->ends, r->batches->count);
	for (size_t i = 0; r->errors && i < r->sample_count; i++)
		free(r->errors[i]);
	free(r->errors);
	free(r);
}

/* The line in progress: whose it is, and where its message goes. */
struct taking {
	struct record *r;
	size_t batch;
	char *error;
	size_t error_size;
};

static enum answer refuse(const struct taking *t, const char *what)
{
	fail(t->error, t->error_size, "the agent %s", what);
	return ANSWER_BAD;
}

static int take_id(const struct taking *t, const json_t *line, size_t *id)
{
	const json_t *value = json_object_get(line, "id");
	json_int_t n = json_is_integer(value) ? json_integer_value(value) : -1;

	if (n < 0 || (size_t)n >= t->r->sample_count ||
	    t->r->batches->of_cell[sample_cell(t->r->plan, (size_t)n)] !=
		    t->batch)
		return -1;
	*id = (size_t)n;
	return 0;
}

static enum answer keep_once(const struct taking *t, json_t **place,
			     json_t *line, enum answer answer)
{
	if (*place)
		return refuse(t, "said something twice that is said once");
	json_object_del(line, "type");
	*place = json_incref(line);
	return answer;
}

static enum answer take_sample(const struct taking *t, json_t *line, size_t id)
{
	struct record *r = t->r;
	json_int_t cell = json_integer_value(json_object_get(line, "cell"));

	if (r->samples[id] || r->errors[id])
		return refuse(t, "answered a sample twice");
	if ((size_t)cell != sample_cell(r->plan, id))
		return refuse(t, "answered a sample for another cell");
	json_object_del(line, "cell");
	return keep_once(t, &r->samples[id], line, ANSWER_SAMPLE);
}

static enum answer take_error(const struct taking *t, json_t *line, size_t id)
{
	const char *message =
		json_string_value(json_object_get(line, "message"));

	if (t->r->samples[id] || t->r->errors[id])
		return refuse(t, "answered a sample twice");
	t->r->errors[id] = strdup(message ? message : "no message");
	return t->r->errors[id] ? ANSWER_SAMPLE
				: refuse(t, "ran us out of memory");
}

static enum answer take(const struct taking *t, json_t *line, size_t *id)
{
	const char *type = json_string_value(json_object_get(line, "type"));

	if (!type)
		return refuse(t, "wrote a line without type");
	if (strcmp(type, "kernel") == 0)
		return keep_once(t, &t->r->kernels[t->batch], line,
				 ANSWER_KERNEL);
	if (strcmp(type, "end") == 0)
		return keep_once(t, &t->r->ends[t->batch], line, ANSWER_END);
	if (take_id(t, line, id))
		return refuse(t, "answered a sample that its batch has not");
	if (strcmp(type, "start") == 0)
		return ANSWER_START;
	if (strcmp(type, "sample") == 0)
		return take_sample(t, line, *id);
	if (strcmp(type, "error") == 0)
		return take_error(t, line, *id);
	return refuse(t, "wrote a line of unknown type");
}

enum answer record_line(struct record *record, size_t batch, const char *text,
			size_t length, size_t *id, char *error,
			size_t error_size)
{
	struct taking t = {record, batch, error, error_size};
	json_t *line = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
	enum answer answer;

	if (!json_is_object(line))
		answer = refuse(&t, "wrote a line that is no JSON object");
	else
		answer = take(&t, line, id);
	json_decref(line);
	return answer;
}

/* "sample 17: WHAT", or NULL when all samples of the cell are good. */
static json_t *verdict(const struct record *r, size_t cell)
{
	char text[ERROR_MAX];

	for (size_t s = 0; s < r->plan->samples; s++) {
		size_t id = cell * r->plan->samples + s;

		if (r->errors[id])
			return json_sprintf("sample %zu: %s", id,
					    r->errors[id]);
		if (!r->samples[id])
			return json_sprintf("sample %zu: no answer", id);
		if (!judge_sample(&r->plan->cells[cell], r->samples[id], text,
				  sizeof(text)))
			return json_sprintf("sample %zu: %s", id, text);
	}
	return json_null();
}

static json_t *cell_keys_object(const struct cell *cell)
{
	json_t *object = json_object();

	for (const struct cell_key *key = cell_keys; key->name; key++) {
		json_t *value;

		if (key->kind == CELL_NAME)
			value = json_string((const char *)cell + key->offset);
		else if (key->kind == CELL_CHOICE)
			value = json_string(
				key->choices[cell_number(cell, key)]);
		else
			value = json_integer(
				(json_int_t)cell_number(cell, key));
		json_object_set_new(object, key->name, value);
	}
	return object;
}

static json_t *cell_object(const struct record *r, size_t cell)
{
	json_t *samples = json_array();

	for (size_t s = 0; s < r->plan->samples; s++) {
		json_t *sample = r->samples[cell * r->plan->samples + s];

		if (sample)
			json_array_append(samples, sample);
	}
	return json_pack("{s:o, s:I, s:o, s:o}", "cell",
			 cell_keys_object(&r->plan->cells[cell]), "batch",
			 (json_int_t)r->batches->of_cell[cell], "failed",
			 verdict(r, cell), "samples", samples);
}

static json_t *cells_array(const struct record *r)
{
	json_t *cells = json_array();

	for (size_t i = 0; i < r->plan->count; i++)
		json_array_append_new(cells, cell_object(r, i));
	return cells;
}

static json_t *batch_object(const struct record *r, size_t batch)
{
	json_t *order = json_array();
	json_t *log = json_object_get(r->ends[batch], "log");
	json_t *tainted = json_object_get(r->ends[batch], "tainted");

	for (size_t i = 0; i < r->batches->batch[batch].sample_count; i++)
		json_array_append_new(
			order,
			json_integer(
				(json_int_t)r->batches->batch[batch].order[i]));
	return json_pack("{s:o, s:o, s:O}", "order", order, "log",
			 log ? json_incref(log) : json_array(), "tainted",
			 tainted ? tainted : json_null());
}

static json_t *batches_array(const struct record *r)
{
	json_t *batches = json_array();

	for (size_t i = 0; i < r->batches->count; i++)
		json_array_append_new(batches, batch_object(r, i));
	return batches;
}

static json_t *plan_object(const struct plan *plan)
{
	json_t *set = json_array();

	for (size_t i = 0; i < plan->set_count; i++)
		json_array_append_new(set, json_string(plan->set[i]));
	return json_pack("{s:s, s:s, s:o, s:I, s:I, s:I}", "name", plan->name,
			 "text", plan->text, "set", set, "seed",
			 (json_int_t)plan->seed, "samples",
			 (json_int_t)plan->samples, "batch_cells",
			 (json_int_t)plan->batch_cells);
}

static json_t *environment_object(const struct record *r,
				  const struct record_facts *facts)
{
	json_t *kernel = json_copy(r->kernels[0]);
	json_t *machine = json_copy(facts->machine);
	json_t *vcpus = json_object_get(kernel, "cpus");

	json_object_set_new(kernel, "config_sha256",
			    json_string(facts->config_sha256));
	json_object_set(machine, "vcpus", vcpus ? vcpus : json_null());
	return json_pack("{s:o, s:o, s:O}", "kernel", kernel, "machine",
			 machine, "build", facts->build);
}

json_t *record_result(const struct record *r, const struct record_facts *facts,
		      char *error, size_t error_size)
{
	json_t *root;

	for (size_t i = 0; i < r->batches->count; i++) {
		if (r->kernels[i] && r->ends[i])
			continue;
		fail(error, error_size, "batch %zu told no %s", i + 1,
		     r->kernels[i] ? "end" : "kernel");
		return NULL;
	}
	root = json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:O}", "schema",
			 RESULT_SCHEMA, "venue", facts->venue, "unit",
			 facts->unit, "plan", plan_object(r->plan),
			 "environment", environment_object(r, facts), "batches",
			 batches_array(r), "cells", cells_array(r), "host",
			 facts->host);
	if (!root)
		fail(error, error_size,
		     "the result cannot be built: out of memory, or a text of "
		     "the plan or the agent is no UTF-8");
	return root;
}
