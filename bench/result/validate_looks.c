// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checking the samples of a result whose plan has looks: cells leave when they
 * are decided, so they have different numbers of samples, in several batches.
 */
#include "result/validate_looks.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "result/cell_decision.h"
#include "result/json_check.h"

/* What the plan says, and which samples the batches list. */
struct listed {
	size_t cells, looks, samples; /* of a cell, at most */
	bool *sample;                 /* by id */
};

static int read_order(struct listed *l, const json_t *batch, size_t index,
		      struct error *error)
{
	json_int_t last = (json_int_t)(l->cells * l->samples) - 1;
	json_t *value;
	size_t i;

	json_array_foreach(json_object_get(batch, "order"), i, value) {
		struct json_path path =
			json_path("batches[%zu].order[%zu]", index, i);
		json_int_t id = json_integer_value(value);

		if (json_check_integer(value, path.text, 0, last, error))
			return -1;
		if (l->sample[id])
			return error_set_key(error, path.text,
					     "is %lld, as an earlier one is",
					     (long long)id);
		l->sample[id] = true;
	}
	return 0;
}

/* The samples of a cell that are listed, from its first on without a gap. */
static size_t count_listed(const struct listed *l, size_t cell)
{
	size_t count = 0;

	while (count < l->samples && l->sample[cell * l->samples + count])
		count++;
	return count;
}

static int check_rounds(const struct listed *l, size_t cell,
			struct error *error)
{
	size_t count = count_listed(l, cell), all = 0;

	for (size_t i = 0; i < l->samples; i++)
		all += l->sample[cell * l->samples + i];
	for (size_t look = 1; all == count && look <= l->looks; look++)
		if (count == l->samples * look / l->looks)
			return 0;
	return error_set_key(error, json_path("cells[%zu]", cell).text,
			     "has %zu samples in the batches; allowed: those "
			     "of whole rounds, %zu in %zu rounds",
			     all, l->samples, l->looks);
}

static int check_sample_ids(const struct listed *l, const json_t *cell,
			    size_t index, struct error *error)
{
	json_int_t first = (json_int_t)(index * l->samples);
	json_int_t last = first + (json_int_t)count_listed(l, index) - 1;
	json_t *sample;
	size_t i;

	json_array_foreach(json_object_get(cell, "samples"), i, sample)
		if (json_check_integer(json_object_get(sample, "id"),
				       json_path("cells[%zu].samples[%zu].id",
						 index, i)
					       .text,
				       first, last, error))
			return -1;
	return 0;
}

static int check_verdict(const json_t *value, const char *path,
			 struct error *error)
{
	static const char *const names[] = {"unchanged", "improved",
					    "regressed"};
	const char *text = json_string_value(value);

	for (size_t i = 0; text && i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(text, names[i]) == 0)
			return 0;
	return json_refuse(value, path, "unchanged, improved, regressed",
			   error);
}

static int check_decided(const struct listed *l, const json_t *cell,
			 size_t index, struct error *error)
{
	static const char *const numbers[] = {"ratio", "low", "high"};
	const json_t *decided = json_object_get(cell, "decided");
	struct json_path path = json_path("cells[%zu].decided", index);

	if (!decided || json_is_null(decided))
		return 0;
	if (!json_is_object(decided))
		return json_refuse(decided, path.text, "null or an object",
				   error);
	if (json_check_integer(json_object_get(decided, "look"),
			       json_member(path.text, "look").text, 1,
			       (json_int_t)l->looks, error) ||
	    check_verdict(json_object_get(decided, "verdict"),
			  json_member(path.text, "verdict").text, error))
		return -1;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (json_check_amount(json_object_get(decided, numbers[i]),
				      json_member(path.text, numbers[i]).text,
				      error))
			return -1;
	return 0;
}

static int check(struct listed *l, const struct result *result,
		 struct error *error)
{
	const json_t *cells = json_object_get(result->root, "cells");
	json_t *value;
	size_t i;

	json_array_foreach(json_object_get(result->root, "batches"), i, value)
		if (read_order(l, value, i, error))
			return -1;
	json_array_foreach(cells, i, value)
		if (check_rounds(l, i, error) ||
		    check_sample_ids(l, value, i, error) ||
		    check_decided(l, value, i, error))
			return -1;
	return 0;
}

int validate_looks(const struct result *result, struct error *error)
{
	struct listed listed = {
		.cells = result->count,
		.looks = result_looks(result),
		.samples = result_samples_max(result),
	};
	int ret;

	listed.sample = calloc(listed.cells * listed.samples + 1,
			       sizeof(*listed.sample));
	if (!listed.sample)
		return error_set(error, "out of memory");
	ret = check(&listed, result, error);
	free(listed.sample);
	return ret;
}
