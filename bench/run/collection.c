// SPDX-License-Identifier: GPL-2.0-only
#include "run/collection.h"

#include <stdlib.h>
#include <string.h>

#include "lib/message.h"
#include "result/partial.h"
#include "run/record.h"

static json_t *make_header(const struct collection *c,
			   const struct venue *venue, const json_t *build,
			   const char *config_sha256)
{
	return json_pack("{s:s, s:s, s:s, s:o, s:I, s:s, s:O}", "schema",
			 PARTIAL_SCHEMA, "venue", venue->name, "unit",
			 venue->unit, "plan", record_plan(c->plan), "batches",
			 (json_int_t)c->batches->count, "config_sha256",
			 config_sha256, "build", build);
}

struct collection *collection_new(const struct plan *plan,
				  const struct batches *batches,
				  const struct venue *venue,
				  const json_t *build,
				  const char *config_sha256)
{
	struct collection *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->plan = plan;
	c->batches = batches;
	c->done = calloc(batches->count + 1, sizeof(*c->done));
	c->efforts = calloc(batches->count + 1, sizeof(*c->efforts));
	c->answers = calloc(batches->count + 1, sizeof(*c->answers));
	c->header = make_header(c, venue, build, config_sha256);
	if (c->done && c->efforts && c->answers && c->header)
		return c;
	collection_free(c);
	return NULL;
}

void collection_free(struct collection *c)
{
	if (!c)
		return;
	for (size_t i = 0; c->answers && i < c->batches->count; i++)
		agent_output_free(c->answers[i]);
	free(c->answers);
	free(c->efforts);
	free(c->done);
	json_decref(c->header);
	json_decref(c->machine);
	free(c);
}

static int check_machine(struct collection *c, size_t batch,
			 const json_t *machine, struct error *error)
{
	if (!c->machine)
		c->machine = json_deep_copy(machine);
	if (json_equal(c->machine, machine))
		return 0;
	return error_set(
		error,
		"batch %zu was measured with another emulator, or called "
		"otherwise: %s, not %s",
		batch + 1, json_string_value(json_object_get(machine, "qemu")),
		json_string_value(json_object_get(c->machine, "qemu")));
}

int collection_take(struct collection *c, size_t batch,
		    struct agent_output *answers, const json_t *machine,
		    const struct effort *effort, struct error *error)
{
	int ret = check_machine(c, batch, machine, error);
	const char *lack = agent_output_missing(answers);

	if (!ret && lack)
		ret = error_set(error, "batch %zu told no %s", batch + 1, lack);
	/* One that was measured twice must have come out the same. */
	if (!ret && c->done[batch] &&
	    !agent_output_equal(c->answers[batch], answers))
		ret = error_set(
			error,
			"batch %zu is there twice, with different answers",
			batch + 1);
	if (ret || c->done[batch]) {
		agent_output_free(answers);
		return ret;
	}
	c->answers[batch] = answers;
	c->efforts[batch] = *effort;
	c->done[batch] = true;
	c->done_count++;
	return 0;
}

json_t *collection_line(const struct collection *c, size_t batch)
{
	const struct effort *effort = &c->efforts[batch];

	return json_pack("{s:I, s:O, s:{s:f, s:I, s:I}, s:O}", "batch",
			 (json_int_t)batch, "machine", c->machine, "effort",
			 "wall_s", effort->wall_s, "boots",
			 (json_int_t)effort->boots, "differed",
			 (json_int_t)effort->differed, "answers",
			 agent_output_json(c->answers[batch]));
}

int collection_take_line(void *collection, const json_t *line,
			 struct error *error)
{
	struct collection *c = collection;
	json_int_t batch, boots, differed;
	json_t *machine, *told;
	struct agent_output *answers;
	struct effort effort;

	if (json_unpack((json_t *)line, "{s:I, s:o, s:{s:F, s:I, s:I}, s:o}",
			"batch", &batch, "machine", &machine, "effort",
			"wall_s", &effort.wall_s, "boots", &boots, "differed",
			&differed, "answers", &told) ||
	    batch < 0 || (size_t)batch >= c->batches->count)
		return error_set(error, "damaged: a line is no batch");
	effort.boots = (size_t)boots;
	effort.differed = (size_t)differed;
	answers = agent_output_from_json(c->plan, c->batches, (size_t)batch,
					 told);
	if (!answers)
		return error_set(error,
				 "damaged: batch %zu has not what it was asked",
				 (size_t)batch + 1);
	return collection_take(c, (size_t)batch, answers, machine, &effort,
			       error);
}

/* The version of mnbench has no effect on a batch, so it may differ. */
static bool builds_equal(const json_t *a, const json_t *b)
{
	json_t *x = json_copy((json_t *)a), *y = json_copy((json_t *)b);
	bool equal;

	json_object_del(x, "mnbench");
	json_object_del(y, "mnbench");
	equal = json_equal(x, y);
	json_decref(x);
	json_decref(y);
	return equal;
}

static bool members_equal(const char *key, const json_t *a, const json_t *b)
{
	return strcmp(key, "build") == 0 ? builds_equal(a, b)
					 : json_equal(a, b);
}

const char *headers_differ(const json_t *a, const json_t *b)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)a, key, value)
		if (!members_equal(key, value, json_object_get(b, key)))
			return key;
	return NULL;
}

static const char *text(const struct collection *c, const char *key)
{
	return json_string_value(json_object_get(c->header, key));
}

/*
 * Which boots the batches were measured in, where agents tell it: one name where
 * that was one boot, else those of all in a row. NULL: not told.
 */
static json_t *boot_id(const struct collection *c)
{
	json_t *all = NULL;

	for (size_t i = 0; i < c->batches->count; i++) {
		const json_t *kernel = agent_output_kernel(c->answers[i]);
		const char *id =
			json_string_value(json_object_get(kernel, "boot_id"));
		json_t *more;

		if (!id || (all && strstr(json_string_value(all), id)))
			continue;
		more = all ? json_sprintf("%s %s", json_string_value(all), id)
			   : json_string(id);
		json_decref(all);
		all = more;
	}
	return all;
}

json_t *collection_result(const struct collection *c, time_t started,
			  double wall_s, struct error *error)
{
	json_t *boot = boot_id(c);
	struct record_environment facts = {
		.venue = text(c, "venue"),
		.unit = text(c, "unit"),
		.config_sha256 = text(c, "config_sha256"),
		.machine = c->machine,
		.build = json_object_get(c->header, "build"),
		.host = environment_host(started, time(NULL), wall_s,
					 c->efforts, c->batches->count),
	};
	json_t *root;

	if (boot)
		json_object_set_new(facts.host, "boot_id", boot);
	root = record_result(c->plan, c->batches,
			     (const struct agent_output *const *)c->answers,
			     &facts, error);

	json_decref(facts.host);
	return root;
}
