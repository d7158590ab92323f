// SPDX-License-Identifier: GPL-2.0-only
/*
 * Merging shards, stage by stage: their headers, which must be alike, hold the
 * plan; it is cut into batches, which are collected from the files; the result
 * is made when all are there.
 */
#include "run/merge.h"

#include "lib/exit.h"
#include "plan/batch.h"
#include "result/partial.h"
#include "result/store.h"
#include "run/collection.h"
#include "run/finish.h"
#include "run/partial_header.h"
#include "run/plan_source.h"

/* The header of the first part, which those of all others must be like. */
static json_t *common_header(char *const *parts, size_t count,
			     struct error *error)
{
	json_t *first = partial_read_header(parts[0], error);

	for (size_t i = 1; first && i < count; i++) {
		json_t *header = partial_read_header(parts[i], error);
		const char *key =
			header ? partial_headers_differ(first, header) : NULL;

		if (key)
			error_set(error,
				  "%s and %s are of different runs: their %s "
				  "differs",
				  parts[0], parts[i], key);
		if (!header || key) {
			json_decref(first);
			first = NULL;
		}
		json_decref(header);
	}
	return first;
}

/*
 * Begin the collection of the run whose header is @json, of file @part. This
 * mnbench must make of the plan what the one that measured it did.
 */
static struct collection *begin_collection(const struct plan *plan,
					   struct batches *batches,
					   const struct partial_header *header,
					   const json_t *json, const char *part,
					   struct error *error)
{
	struct collection *collection =
		collection_new(plan, batches, header->venue, header->build,
			       header->config_sha256);
	const char *key;

	if (!collection) {
		error_set(error, "out of memory");
		return NULL;
	}
	key = partial_headers_differ(json, collection->header);
	collection_set_request(collection,
			       json_object_get(json, PARTIAL_REQUEST));
	if (!key)
		return collection;
	error_set(error,
		  "%s: this version of mnbench reads its plan differently (%s "
		  "differs); merge with the version that measured it",
		  part, key);
	collection_free(collection);
	return NULL;
}

static int take_parts(struct collection *c, char *const *parts, size_t count,
		      struct error *error)
{
	for (size_t i = 0; i < count; i++) {
		json_t *header =
			partial_read(parts[i], collection_take_line, c, error);

		json_decref(header);
		if (!header)
			return error_place(error, parts[i], 0);
	}
	for (size_t i = 0; i < c->batches->count; i++)
		if (!c->done[i])
			return error_set(
				error,
				"batch %zu of %zu is in no part: %zu are there",
				i + 1, c->batches->count, c->done_count);
	return 0;
}

/* The seconds of all batches together. */
static double measuring_s(const struct collection *c)
{
	double wall_s = 0;

	for (size_t i = 0; i < c->batches->count; i++)
		wall_s += c->efforts[i].wall_s;
	return wall_s;
}

/* Name the part whose header holds a plan that cannot be read. */
static int place_in_part(const char *part, struct error *error)
{
	char text[ERROR_TEXT_MAX];

	error_print(error, text, sizeof(text));
	error_set(error, "its plan cannot be used: %s", text);
	return error_place(error, part, 0);
}

/*
 * Merge the parts of the run whose header is @json. What was taken goes to the
 * disk, for a run of many shards may have more than fits the memory. Returns an
 * exit status.
 */
static int merge_run(const struct partial_header *header, const json_t *json,
		     char *const *parts, size_t count, const char *output,
		     struct error *error)
{
	struct plan *plan = plan_of_header(header, error);
	struct batches *batches = plan ? batches_cut(plan) : NULL;
	struct collection *collection = NULL;
	int status = STATUS_BAD;

	if (batches)
		collection = begin_collection(plan, batches, header, json,
					      parts[0], error);
	else if (plan)
		error_set(error, "out of memory");
	else
		place_in_part(parts[0], error);
	if (collection &&
	    (plan->looks || !collection_spill(collection, output, error)) &&
	    !take_parts(collection, parts, count, error))
		status = finish_merged(collection, output,
				       measuring_s(collection), error);
	collection_free(collection);
	batches_free(batches);
	plan_free(plan);
	return status;
}

int merge_parts(char *const *parts, size_t count, const char *output,
		struct error *error)
{
	struct partial_header header;
	int status = STATUS_BAD;
	json_t *json;

	if (store_check(output, error))
		return STATUS_BAD;
	json = common_header(parts, count, error);
	if (!json)
		return STATUS_BAD;
	if (partial_header_read(&header, json, error))
		error_place(error, parts[0], 0);
	else
		status = merge_run(&header, json, parts, count, output, error);
	partial_header_free(&header);
	json_decref(json);
	return status;
}
