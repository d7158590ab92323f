// SPDX-License-Identifier: GPL-2.0-only
/*
 * Collecting what an agent answers. All of it is one JSON object, with samples
 * by id: the order in which they ran is not seen in it, and two boots are
 * compared at once.
 */
#include "run/agent_output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/message.h"

struct answers {
	const struct plan *plan;
	const struct batches *batches;
	size_t batch;
	json_t *told;    /* kernel, end, samples, errors */
	json_t *samples; /* these two borrowed from it */
	json_t *errors;
};

struct answers *answers_new(const struct plan *plan,
			    const struct batches *batches, size_t batch)
{
	struct answers *a = calloc(1, sizeof(*a));

	if (!a)
		return NULL;
	a->plan = plan;
	a->batches = batches;
	a->batch = batch;
	a->told = json_pack("{s:{}, s:{}}", "samples", "errors");
	a->samples = json_object_get(a->told, "samples");
	a->errors = json_object_get(a->told, "errors");
	if (a->told)
		return a;
	answers_free(a);
	return NULL;
}

void answers_free(struct answers *a)
{
	if (!a)
		return;
	json_decref(a->told);
	free(a);
}

/* The line in progress: whose it is, and where its message goes. */
struct taking {
	struct answers *a;
	char *error;
	size_t error_size;
};

/* A sample's key. */
struct key {
	char text[24];
};

static struct key key_of(size_t id)
{
	struct key key;

	snprintf(key.text, sizeof(key.text), "%zu", id);
	return key;
}

static enum answer refuse(const struct taking *t, const char *what)
{
	fail(t->error, t->error_size, "the agent %s", what);
	return ANSWER_BAD;
}

static bool is_asked(const struct answers *a, json_int_t id)
{
	return id >= 0 && (size_t)id < a->plan->count * a->plan->samples &&
	       a->batches->of_cell[sample_cell(a->plan, (size_t)id)] ==
		       a->batch;
}

static int take_id(const struct taking *t, const json_t *line, size_t *id)
{
	const json_t *value = json_object_get(line, "id");
	json_int_t n = json_is_integer(value) ? json_integer_value(value) : -1;

	if (!is_asked(t->a, n))
		return -1;
	*id = (size_t)n;
	return 0;
}

static enum answer keep(const struct taking *t, json_t *in, const char *key,
			json_t *value, enum answer answer)
{
	if (json_object_set(in, key, value))
		return refuse(t, "ran us out of memory");
	return answer;
}

static enum answer keep_once(const struct taking *t, const char *key,
			     json_t *line, enum answer answer)
{
	if (json_object_get(t->a->told, key))
		return refuse(t, "said something twice that is said once");
	json_object_del(line, "type");
	return keep(t, t->a->told, key, line, answer);
}

static bool is_answered(const struct answers *a, size_t id)
{
	return answers_sample(a, id) || answers_error(a, id);
}

static enum answer take_sample(const struct taking *t, json_t *line, size_t id)
{
	json_int_t cell = json_integer_value(json_object_get(line, "cell"));

	if (is_answered(t->a, id))
		return refuse(t, "answered a sample twice");
	if ((size_t)cell != sample_cell(t->a->plan, id))
		return refuse(t, "answered a sample for another cell");
	json_object_del(line, "type");
	json_object_del(line, "cell");
	return keep(t, t->a->samples, key_of(id).text, line, ANSWER_SAMPLE);
}

static enum answer take_error(const struct taking *t, json_t *line, size_t id)
{
	json_t *message = json_object_get(line, "message");
	enum answer answer;

	if (is_answered(t->a, id))
		return refuse(t, "answered a sample twice");
	message = json_is_string(message) ? json_incref(message)
					  : json_string("no message");
	answer = keep(t, t->a->errors, key_of(id).text, message, ANSWER_SAMPLE);
	json_decref(message);
	return answer;
}

static enum answer take(const struct taking *t, json_t *line, size_t *id)
{
	const char *type = json_string_value(json_object_get(line, "type"));

	if (!type)
		return refuse(t, "wrote a line without type");
	if (strcmp(type, "kernel") == 0)
		return keep_once(t, "kernel", line, ANSWER_KERNEL);
	if (strcmp(type, "end") == 0)
		return keep_once(t, "end", line, ANSWER_END);
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

enum answer answers_line(struct answers *a, const char *text, size_t length,
			 size_t *id, char *error, size_t error_size)
{
	struct taking t = {a, error, error_size};
	json_t *line = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
	enum answer answer;

	if (!json_is_object(line))
		answer = refuse(&t, "wrote a line that is no JSON object");
	else
		answer = take(&t, line, id);
	json_decref(line);
	return answer;
}

bool answers_equal(const struct answers *a, const struct answers *b)
{
	return json_equal(a->told, b->told);
}

const char *answers_lack(const struct answers *a)
{
	if (!answers_kernel(a))
		return "kernel";
	return answers_end(a) ? NULL : "end";
}

json_t *answers_json(const struct answers *a)
{
	return a->told;
}

/* Whether all keys are ids of samples of the batch. */
static bool are_asked(const struct answers *a, const json_t *by_id)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)by_id, key, value) {
		char *end;
		long long id = strtoll(key, &end, 10);

		if (end == key || *end || !is_asked(a, id))
			return false;
	}
	return json_is_object(by_id);
}

struct answers *answers_from_json(const struct plan *plan,
				  const struct batches *batches, size_t batch,
				  const json_t *told)
{
	struct answers *a = answers_new(plan, batches, batch);

	if (!a)
		return NULL;
	json_decref(a->told);
	a->told = json_deep_copy(told);
	a->samples = json_object_get(a->told, "samples");
	a->errors = json_object_get(a->told, "errors");
	if (are_asked(a, a->samples) && are_asked(a, a->errors))
		return a;
	answers_free(a);
	return NULL;
}

json_t *answers_kernel(const struct answers *a)
{
	return json_object_get(a->told, "kernel");
}

json_t *answers_end(const struct answers *a)
{
	return json_object_get(a->told, "end");
}

json_t *answers_sample(const struct answers *a, size_t id)
{
	return json_object_get(a->samples, key_of(id).text);
}

const char *answers_error(const struct answers *a, size_t id)
{
	return json_string_value(json_object_get(a->errors, key_of(id).text));
}
