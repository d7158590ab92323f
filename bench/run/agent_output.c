// SPDX-License-Identifier: GPL-2.0-only
/*
 * Collecting the output of an agent. It is kept as one JSON object with samples
 * by id, so the order in which they ran leaves no trace in it, and the output
 * of two boots can be compared in one call.
 */
#include "run/agent_output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct agent_output {
	const struct plan *plan;
	const struct batches *batches;
	size_t batch;
	json_t *all;     /* kernel, end, samples, errors */
	json_t *samples; /* borrowed from @all, by id */
	json_t *errors;  /* borrowed from @all, by id */
};

struct agent_output *agent_output_new(const struct plan *plan,
				      const struct batches *batches,
				      size_t batch)
{
	struct agent_output *a = calloc(1, sizeof(*a));

	if (!a)
		return NULL;
	a->plan = plan;
	a->batches = batches;
	a->batch = batch;
	a->all = json_pack("{s:{}, s:{}}", "samples", "errors");
	a->samples = json_object_get(a->all, "samples");
	a->errors = json_object_get(a->all, "errors");
	if (a->all)
		return a;
	agent_output_free(a);
	return NULL;
}

void agent_output_free(struct agent_output *a)
{
	if (!a)
		return;
	json_decref(a->all);
	free(a);
}

/* The line in progress: whose output it is, and where a message goes. */
struct taking {
	struct agent_output *a;
	struct error *error;
};

/* The key of a sample in JSON. */
struct key {
	char text[24];
};

static struct key key_of(size_t id)
{
	struct key key;

	snprintf(key.text, sizeof(key.text), "%zu", id);
	return key;
}

static enum agent_line refuse(const struct taking *t, const char *what)
{
	error_set(t->error, "the agent %s", what);
	return AGENT_LINE_BAD;
}

/* Return true if @id is a sample of the batch. */
static bool in_batch(const struct agent_output *a, json_int_t id)
{
	return id >= 0 && (size_t)id < a->plan->count * a->plan->samples &&
	       batches_of_sample(a->batches, a->plan, (size_t)id) == a->batch;
}

static int take_id(const struct taking *t, const json_t *line, size_t *id)
{
	const json_t *value = json_object_get(line, "id");
	json_int_t n = json_is_integer(value) ? json_integer_value(value) : -1;

	if (!in_batch(t->a, n))
		return -1;
	*id = (size_t)n;
	return 0;
}

/* Store @value in @object. Returns @type, or AGENT_LINE_BAD. */
static enum agent_line keep(const struct taking *t, json_t *object,
			    const char *key, json_t *value,
			    enum agent_line type)
{
	if (json_object_set(object, key, value))
		return refuse(t, "wrote more than there is memory for");
	return type;
}

static enum agent_line keep_once(const struct taking *t, const char *key,
				 json_t *line, enum agent_line type)
{
	if (json_object_get(t->a->all, key))
		return refuse(t, "wrote a line twice that is written once");
	json_object_del(line, "type");
	return keep(t, t->a->all, key, line, type);
}

static bool is_done(const struct agent_output *a, size_t id)
{
	return agent_output_sample(a, id) || agent_output_error(a, id);
}

static enum agent_line take_sample(const struct taking *t, json_t *line,
				   size_t id)
{
	json_int_t cell = json_integer_value(json_object_get(line, "cell"));

	if (is_done(t->a, id))
		return refuse(t, "wrote a sample twice");
	if ((size_t)cell != sample_cell(t->a->plan, id))
		return refuse(t, "wrote a sample for another cell");
	json_object_del(line, "type");
	json_object_del(line, "cell");
	return keep(t, t->a->samples, key_of(id).text, line, AGENT_LINE_SAMPLE);
}

static enum agent_line take_error(const struct taking *t, const json_t *line,
				  size_t id)
{
	json_t *message = json_object_get(line, "message");
	enum agent_line type;

	if (is_done(t->a, id))
		return refuse(t, "wrote a sample twice");
	message = json_is_string(message) ? json_incref(message)
					  : json_string("no message");
	type = keep(t, t->a->errors, key_of(id).text, message,
		    AGENT_LINE_SAMPLE);
	json_decref(message);
	return type;
}

static enum agent_line take(const struct taking *t, json_t *line, size_t *id)
{
	const char *type = json_string_value(json_object_get(line, "type"));

	if (!type)
		return refuse(t, "wrote a line without type");
	if (strcmp(type, "kernel") == 0)
		return keep_once(t, "kernel", line, AGENT_LINE_KERNEL);
	if (strcmp(type, "end") == 0)
		return keep_once(t, "end", line, AGENT_LINE_END);
	if (take_id(t, line, id))
		return refuse(t, "wrote a sample that is not in its batch");
	if (strcmp(type, "start") == 0)
		return AGENT_LINE_START;
	if (strcmp(type, "sample") == 0)
		return take_sample(t, line, *id);
	if (strcmp(type, "error") == 0)
		return take_error(t, line, *id);
	return refuse(t, "wrote a line of unknown type");
}

enum agent_line agent_output_line(struct agent_output *a, const char *text,
				  size_t length, size_t *id,
				  struct error *error)
{
	struct taking t = {a, error};
	json_t *line = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
	enum agent_line type;

	if (!json_is_object(line))
		type = refuse(&t, "wrote a line that is no JSON object");
	else
		type = take(&t, line, id);
	json_decref(line);
	return type;
}

bool agent_output_equal(const struct agent_output *a,
			const struct agent_output *b)
{
	return json_equal(a->all, b->all);
}

int agent_output_check_whole(const struct agent_output *a, struct error *error)
{
	const char *missing = "end";

	if (!agent_output_kernel(a))
		missing = "kernel";
	else if (agent_output_end(a))
		return 0;
	return error_set(error,
			 "the agent wrote no line of type '%s' in batch %zu",
			 missing, a->batch + 1);
}

json_t *agent_output_json(const struct agent_output *a)
{
	return a->all;
}

/* Return true if all keys of @by_id are ids of samples of the batch. */
static bool are_samples(const struct agent_output *a, const json_t *by_id)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)by_id, key, value) {
		char *end;
		long long id = strtoll(key, &end, 10);

		if (end == key || *end || !in_batch(a, id))
			return false;
	}
	return json_is_object(by_id);
}

struct agent_output *agent_output_from_json(const struct plan *plan,
					    const struct batches *batches,
					    size_t batch, const json_t *json)
{
	struct agent_output *a = agent_output_new(plan, batches, batch);

	if (!a)
		return NULL;
	json_decref(a->all);
	a->all = json_deep_copy(json);
	a->samples = json_object_get(a->all, "samples");
	a->errors = json_object_get(a->all, "errors");
	if (are_samples(a, a->samples) && are_samples(a, a->errors))
		return a;
	agent_output_free(a);
	return NULL;
}

json_t *agent_output_kernel(const struct agent_output *a)
{
	return json_object_get(a->all, "kernel");
}

json_t *agent_output_end(const struct agent_output *a)
{
	return json_object_get(a->all, "end");
}

json_t *agent_output_sample(const struct agent_output *a, size_t id)
{
	return json_object_get(a->samples, key_of(id).text);
}

const char *agent_output_error(const struct agent_output *a, size_t id)
{
	return json_string_value(json_object_get(a->errors, key_of(id).text));
}
