// SPDX-License-Identifier: GPL-2.0-only
/* Collecting the batches of a run, and checking that they belong together. */
#include "run/collection.h"

#include <stdlib.h>

#include "result/result.h"
#include "run/partial_header.h"
#include "run/record.h"

struct collection *collection_new(const struct plan *plan,
				  struct batches *batches,
				  const struct venue *venue,
				  const json_t *build,
				  const char *config_sha256)
{
	struct collection *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->plan = plan;
	c->batches = batches;
	c->venue = venue;
	c->done = calloc(batches->count + 1, sizeof(*c->done));
	c->efforts = calloc(batches->count + 1, sizeof(*c->efforts));
	c->outputs = calloc(batches->count + 1, sizeof(*c->outputs));
	c->boots = calloc(batches->count + 1, sizeof(json_t *));
	c->header =
		partial_header_make(plan, batches, venue, build, config_sha256);
	c->looks = plan->looks ? looks_new(plan) : NULL;
	if (c->done && c->efforts && c->outputs && c->boots && c->header &&
	    (c->looks || !plan->looks))
		return c;
	collection_free(c);
	return NULL;
}

void collection_free(struct collection *c)
{
	if (!c)
		return;
	for (size_t i = 0; c->outputs && i < c->batches->count; i++)
		agent_output_free(c->outputs[i]);
	for (size_t i = 0; c->boots && i < c->batches->count; i++)
		json_decref(c->boots[i]);
	spill_free(c->spill);
	looks_free(c->looks);
	free(c->outputs);
	free(c->boots);
	free(c->efforts);
	free(c->done);
	json_decref(c->header);
	json_decref(c->machine);
	json_decref(c->changed);
	free(c);
}

void collection_set_request(struct collection *c, json_t *request)
{
	if (request)
		json_object_set(c->header, PARTIAL_REQUEST, request);
}

void collection_set_changed(struct collection *c, json_t *changed)
{
	json_decref(c->changed);
	c->changed = json_incref(changed);
}

int collection_spill(struct collection *c, const char *beside,
		     struct error *error)
{
	c->spill = spill_new(beside, c->batches->count, c->plan->count, error);
	return c->spill ? 0 : -1;
}

static struct record record_of(const struct collection *c)
{
	return (struct record){
		.plan = c->plan,
		.batches = c->batches,
		.outputs = (const struct agent_output *const *)c->outputs,
		.looks = c->looks,
	};
}

/* One emulator, called in one way, measures all batches of a run. */
static int check_machine(struct collection *c, size_t batch,
			 const json_t *machine, struct error *error)
{
	if (!c->machine)
		c->machine = json_deep_copy(machine);
	if (json_equal(c->machine, machine))
		return 0;
	return error_set(
		error,
		"batch %zu was measured by another emulator, or by the same "
		"with another command line: %s, not %s",
		batch + 1, json_string_value(json_object_get(machine, "qemu")),
		json_string_value(json_object_get(c->machine, "qemu")));
}

/* Return true if a batch that was taken had this output, too. */
static bool is_output(const struct collection *c, size_t batch,
		      struct agent_output *output)
{
	struct record record = record_of(c);
	bool equal;

	if (!c->spill)
		return agent_output_equal(c->outputs[batch], output);
	c->outputs[batch] = output;
	equal = spill_equal(c->spill, &record, batch);
	c->outputs[batch] = NULL;
	return equal;
}

static int check_output(const struct collection *c, size_t batch,
			struct agent_output *output, struct error *error)
{
	if (agent_output_check_whole(output, error))
		return -1;
	if (c->done[batch] && !is_output(c, batch, output))
		return error_set(
			error, "batch %zu occurs twice, with different output",
			batch + 1);
	return 0;
}

/* The first batch that is not done; their count: all are. */
static size_t first_open(const struct collection *c)
{
	size_t batch = 0;

	while (batch < c->batches->count && c->done[batch])
		batch++;
	return batch;
}

/* Make a look at the rounds that are counted. */
static int look_once(struct collection *c, struct error *error)
{
	json_t *root = collection_result(c, 0, 0, error);
	struct result *run =
		root ? result_of_json(root, c->plan->name, error) : NULL;
	int ret = -1;

	if (run)
		ret = looks_make(c->looks, c->plan, c->batches, run);
	if (run && ret)
		error_set(error, "out of memory");
	result_free(run);
	json_decref(root);
	return ret;
}

/*
 * Make the looks at the rounds that are complete. The batches of later rounds
 * that become empty are done.
 */
static int look(struct collection *c, struct error *error)
{
	size_t in_round = batches_in_round(c->batches);

	while (looks_open(c->looks, c->plan) &&
	       c->looks->done < first_open(c) / in_round) {
		c->looks->done++;
		if (look_once(c, error))
			return -1;
		for (size_t i = 0; i < c->batches->count; i++)
			if (!c->batches->batch[i].sample_count)
				c->done[i] = true;
	}
	return 0;
}

static int spill(struct collection *c, size_t batch, struct error *error)
{
	struct record record = record_of(c);
	int ret = spill_batch(c->spill, &record, batch, error);

	agent_output_free(c->outputs[batch]);
	c->outputs[batch] = NULL;
	return ret;
}

static void keep_boot(struct collection *c, size_t batch)
{
	json_t *id = json_object_get(agent_output_kernel(c->outputs[batch]),
				     "boot_id");

	if (json_is_string(id))
		c->boots[batch] = json_incref(id);
}

int collection_take(struct collection *c, size_t batch,
		    struct agent_output *output, const json_t *machine,
		    const struct effort *effort, struct error *error)
{
	int ret = check_machine(c, batch, machine, error);

	if (!ret)
		ret = check_output(c, batch, output, error);
	if (ret || c->done[batch]) {
		agent_output_free(output);
		return ret;
	}
	c->outputs[batch] = output;
	c->efforts[batch] = *effort;
	c->done[batch] = true;
	c->done_count++;
	keep_boot(c, batch);
	if (c->spill)
		return spill(c, batch, error);
	return c->looks ? look(c, error) : 0;
}

json_t *collection_line(const struct collection *c, size_t batch)
{
	const struct effort *effort = &c->efforts[batch];

	return json_pack("{s:I, s:O, s:{s:f, s:I, s:I}, s:O}", "batch",
			 (json_int_t)batch, "machine", c->machine, "effort",
			 "wall_s", effort->wall_s, "boots",
			 (json_int_t)effort->boots, "differed",
			 (json_int_t)effort->differed, "answers",
			 agent_output_json(c->outputs[batch]));
}

int collection_take_line(void *collection, const json_t *line,
			 struct error *error)
{
	struct collection *c = collection;
	json_int_t batch, boots, differed;
	json_t *machine, *json;
	struct agent_output *output;
	struct effort effort;

	if (json_unpack((json_t *)line, "{s:I, s:o, s:{s:F, s:I, s:I}, s:o}",
			"batch", &batch, "machine", &machine, "effort",
			"wall_s", &effort.wall_s, "boots", &boots, "differed",
			&differed, "answers", &json) ||
	    batch < 0 || (size_t)batch >= c->batches->count ||
	    !c->batches->batch[batch].sample_count)
		return error_set(error, "damaged: a line is no batch");
	effort.boots = (size_t)boots;
	effort.differed = (size_t)differed;
	output = agent_output_from_json(c->plan, c->batches, (size_t)batch,
					json);
	if (!output)
		return error_set(error,
				 "damaged: batch %zu does not hold the output "
				 "of an agent for its samples",
				 (size_t)batch + 1);
	return collection_take(c, (size_t)batch, output, machine, &effort,
			       error);
}
