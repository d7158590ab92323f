// SPDX-License-Identifier: GPL-2.0-only
/*
 * Making the result of a run. Samples are found by id, so neither the order in
 * which they ran nor the number of guests that ran at once leaves a trace.
 */
#include "run/record.h"

#include "common/address_space.h"
#include "common/presets.h"
#include "result/cell_keys_json.h"
#include "result/oracle_check.h"
#include "result/result.h"
#include "result/run_check.h"
#include "result/sample_check.h"

bool record_has_batch(const struct batches *batches, const struct looks *looks,
		      size_t batch)
{
	size_t rounds = looks ? looks->done : batches->rounds;

	return batch < rounds * batches_in_round(batches) &&
	       batches->batch[batch].sample_count;
}

static bool has_batch(const struct record *r, size_t batch)
{
	return record_has_batch(r->batches, r->looks, batch);
}

static const struct agent_output *output_of_sample(const struct record *r,
						   size_t id)
{
	return r->outputs[batches_of_sample(r->batches, r->plan, id)];
}

static size_t sample_count(const struct record *r, size_t cell)
{
	size_t rounds = r->looks ? r->looks->done : 1;
	size_t so_far = batches_samples_after(r->plan, rounds);

	return so_far < r->batches->samples[cell] ? so_far
						  : r->batches->samples[cell];
}

/* "sample 17: WHAT", or NULL when all samples of the cell are good. */
static json_t *failure(const struct record *r, size_t cell)
{
	struct error error = {0};

	for (size_t s = 0; s < sample_count(r, cell); s++) {
		size_t id = cell * r->plan->samples + s;
		const struct agent_output *output = output_of_sample(r, id);
		const char *message = agent_output_error(output, id);
		const json_t *sample = agent_output_sample(output, id);

		if (message)
			return json_sprintf("sample %zu: %s", id, message);
		if (!sample)
			return json_sprintf("sample %zu: no answer", id);
		if (sample_check(sample, "", &error))
			return json_sprintf("sample %zu: %s %s", id, error.key,
					    error.message);
		if (!oracle_check_sample(&r->plan->cells[cell], sample, &error))
			return json_sprintf("sample %zu: %s", id,
					    error.message);
	}
	return json_null();
}

/* The look at which a cell was decided, and its verdict; null: it was not. */
static json_t *decided(const struct decision *decision)
{
	const struct cell_verdict *v = &decision->judged;

	if (!decision->look)
		return json_null();
	return json_pack("{s:I, s:s, s:f, s:f, s:f}", "look",
			 (json_int_t)decision->look, "verdict",
			 verdict_name(v->verdict), "ratio", v->ratio, "low",
			 v->low, "high", v->high);
}

json_t *record_cell(const struct record *r, size_t cell)
{
	json_t *samples = json_array(), *object;
	const struct preset *preset;

	for (size_t s = 0; s < sample_count(r, cell); s++) {
		size_t id = cell * r->plan->samples + s;
		json_t *sample =
			agent_output_sample(output_of_sample(r, id), id);

		/* No command could read a result that holds it. */
		if (sample && !sample_check(sample, "", NULL))
			json_array_append(samples, sample);
	}
	object = json_pack("{s:o, s:I, s:o, s:o}", "cell",
			   cell_keys_json(&r->plan->cells[cell]), "batch",
			   (json_int_t)r->batches->of_cell[cell], "failed",
			   failure(r, cell), "samples", samples);
	preset = preset_of(&r->plan->cells[cell]);
	if (preset)
		json_object_set_new(object, "preset",
				    json_string(preset->name));
	if (r->looks && r->looks->cells[cell].judges)
		json_object_set_new(object, "decided",
				    decided(&r->looks->cells[cell]));
	return object;
}

static json_t *cells_array(const struct record *r)
{
	json_t *cells = json_array();

	for (size_t i = 0; i < r->plan->count; i++)
		json_array_append_new(cells, record_cell(r, i));
	return cells;
}

json_t *record_batch(const struct record *r, size_t batch)
{
	json_t *order = json_array();
	json_t *end = agent_output_end(r->outputs[batch]);
	json_t *log = json_object_get(end, "log");
	json_t *tainted = json_object_get(end, "tainted");

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
		if (has_batch(r, i))
			json_array_append_new(batches, record_batch(r, i));
	return batches;
}

/* The SHA-256 of each address space's file; NULL: no cell has one. */
static json_t *address_spaces(const struct plan *plan)
{
	json_t *object = NULL;

	for (size_t i = 0; i < plan->count; i++) {
		const struct address_space *space =
			address_space_at(plan->cells[i].address_space);

		if (!space)
			continue;
		object = object ? object : json_object();
		json_object_set_new(object, space->word,
				    json_string(space->sha256 ? space->sha256
							      : ""));
	}
	return object;
}

json_t *record_plan(const struct plan *plan)
{
	json_t *set = json_array(), *object, *spaces;

	for (size_t i = 0; i < plan->set_count; i++)
		json_array_append_new(set, json_string(plan->set[i]));
	object = json_pack("{s:s, s:s, s:o, s:I, s:I, s:I}", "name", plan->name,
			   "text", plan->text, "set", set, "seed",
			   (json_int_t)plan->seed, "samples",
			   (json_int_t)plan->samples, "batch_cells",
			   (json_int_t)plan->batch_cells);
	if (plan->looks)
		json_object_set_new(object, "looks",
				    json_integer((json_int_t)plan->looks));
	spaces = address_spaces(plan);
	if (spaces)
		json_object_set_new(object, "address_spaces", spaces);
	return object;
}

static json_t *environment_object(const struct record_environment *environment,
				  const json_t *kernel_line)
{
	json_t *kernel = json_copy((json_t *)kernel_line);
	json_t *machine = json_copy(environment->machine);
	json_t *vcpus = json_object_get(kernel, "cpus");

	json_object_del(kernel, "boot_id"); /* it is in `host` */
	json_object_set_new(kernel, "config_sha256",
			    json_string(environment->config_sha256));
	json_object_set(machine, "vcpus", vcpus ? vcpus : json_null());
	return json_pack("{s:o, s:o, s:O}", "kernel", kernel, "machine",
			 machine, "build", environment->build);
}

/* A result needs the kernel and the end that each agent reports. */
int record_check_batch(const struct record *r, size_t batch,
		       struct error *error)
{
	const struct agent_output *output = r->outputs[batch];

	if (!output)
		return error_set(error, "batch %zu was not measured",
				 batch + 1);
	if (agent_output_check_whole(output, error) ||
	    run_check_kernel(agent_output_json(output), "answers", error) ||
	    run_check_log(agent_output_end(output), "answers.end", error))
		return -1;
	return 0;
}

json_t *record_frame(const struct plan *plan,
		     const struct record_environment *environment,
		     const json_t *kernel, struct error *error)
{
	json_t *root = json_pack("{s:s, s:s, s:s, s:o, s:o, s:n, s:n, s:O}",
				 "schema", RESULT_SCHEMA, "venue",
				 environment->venue, "unit", environment->unit,
				 "plan", record_plan(plan), "environment",
				 environment_object(environment, kernel),
				 "batches", "cells", "host", environment->host);

	if (!root)
		error_set(error, "cannot make the result: out of memory, or a "
				 "text of the plan or the agent is no UTF-8");
	return root;
}

json_t *record_result(const struct plan *plan, const struct batches *batches,
		      const struct agent_output *const *outputs,
		      const struct record_environment *environment,
		      struct error *error)
{
	const struct record record = {plan, batches, outputs,
				      environment->looks},
			    *r = &record;
	json_t *root;

	for (size_t i = 0; i < batches->count; i++)
		if (has_batch(r, i) && record_check_batch(r, i, error))
			return NULL;
	root = record_frame(plan, environment, agent_output_kernel(outputs[0]),
			    error);
	if (!root)
		return NULL;
	if (!json_object_set_new(root, "batches", batches_array(r)) &&
	    !json_object_set_new(root, "cells", cells_array(r)))
		return root;
	error_set(error, "out of memory");
	json_decref(root);
	return NULL;
}
