// SPDX-License-Identifier: GPL-2.0-only
/* Making, reading and comparing the headers of partial results. */
#include "run/partial_header.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/address_space.h"
#include "result/partial.h"
#include "run/record.h"

json_t *partial_header_make(const struct plan *plan,
			    const struct batches *batches,
			    const struct venue *venue, const json_t *build,
			    const char *config_sha256)
{
	return json_pack("{s:s, s:s, s:s, s:o, s:I, s:s, s:O}", "schema",
			 PARTIAL_SCHEMA, "venue", venue->name, "unit",
			 venue->unit, "plan", record_plan(plan), "batches",
			 (json_int_t)batches->count, "config_sha256",
			 config_sha256, "build", build);
}

static const char *string(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

int partial_header_read(struct partial_header *header, const json_t *json,
			struct error *error)
{
	const json_t *plan = json_object_get(json, "plan");
	const json_t *set = json_object_get(plan, "set");
	json_t *spaces = json_object_get(plan, "address_spaces"), *sha256;
	const char *word;

	/* Its plan is read without its file, and so without theirs. */
	json_object_foreach(spaces, word, sha256)
		address_space_pin(word, json_string_value(sha256));
	header->venue = venue_find(string(json, "venue"));
	header->config_sha256 = string(json, "config_sha256");
	header->build = json_object_get(json, "build");
	header->plan_name = string(plan, "name");
	header->plan_text = string(plan, "text");
	header->set_count = json_array_size(set);
	header->set = calloc(header->set_count + 1, sizeof(*header->set));
	if (!header->set)
		return error_set(error, "out of memory");
	for (size_t i = 0; i < header->set_count; i++)
		header->set[i] =
			(char *)json_string_value(json_array_get(set, i));
	return 0;
}

void partial_header_free(struct partial_header *header)
{
	free(header->set);
	header->set = NULL;
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

/* Nor has the way in which the user wrote the names of plan and kernel. */
static bool members_equal(const char *key, const json_t *a, const json_t *b)
{
	if (strcmp(key, PARTIAL_REQUEST) == 0)
		return true;
	return strcmp(key, "build") == 0 ? builds_equal(a, b)
					 : json_equal(a, b);
}

/* The first member of @a that @b has otherwise or not at all. */
static const char *member_differs(const json_t *a, const json_t *b)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)a, key, value)
		if (!members_equal(key, value, json_object_get(b, key)))
			return key;
	return NULL;
}

const char *partial_headers_differ(const json_t *a, const json_t *b)
{
	const char *key = member_differs(a, b);

	return key ? key : member_differs(b, a);
}
