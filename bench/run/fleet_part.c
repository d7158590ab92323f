// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checking the part of a shard: a copy may have been cut, and a file with its
 * name may be of an older run. What the batches hold is checked when the parts
 * are merged.
 */
#include "run/fleet_part.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "result/partial.h"
#include "run/record.h"

struct seen {
	bool *batches;
	size_t count;
};

static int note_batch(void *user, const json_t *line, struct error *error)
{
	struct seen *seen = user;
	json_int_t batch = json_integer_value(json_object_get(line, "batch"));

	(void)error;
	if (batch >= 0 && (size_t)batch < seen->count)
		seen->batches[batch] = true;
	return 0;
}

static int check_header(const char *path, const json_t *header,
			const struct request *request, struct error *error)
{
	const char *venue = json_string_value(json_object_get(header, "venue"));
	json_t *plan = record_plan(request->plan);
	int same = json_equal(plan, json_object_get(header, "plan")) &&
		   strcmp(venue, request->venue->name) == 0;

	json_decref(plan);
	if (same)
		return 0;
	return error_set(error,
			 "%s is of another run (its plan or its venue "
			 "differs); remove it to start from the beginning",
			 path);
}

int fleet_part_check(const char *path, const struct shard *shard,
		     const struct request *request, struct error *error)
{
	size_t count = request->batches->count;
	struct seen seen = {calloc(count + 1, sizeof(bool)), count};
	json_t *header = NULL;
	int ret = -1;

	if (!seen.batches)
		return error_set(error, "out of memory");
	header = partial_read(path, note_batch, &seen, error);
	if (header)
		ret = check_header(path, header, request, error);
	for (size_t i = shard->index - 1; !ret && i < count; i += shard->count)
		if (!seen.batches[i])
			ret = error_set(error,
					"%s is not whole: batch %zu is missing",
					path, i + 1);
	json_decref(header);
	free(seen.batches);
	return ret;
}
