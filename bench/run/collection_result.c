// SPDX-License-Identifier: GPL-2.0-only
/* Making the result of a collection, in memory or from what has spilled. */
#include "run/collection.h"

#include <stdlib.h>
#include <string.h>

#include "result/store.h"
#include "run/environment_record.h"
#include "run/partial_header.h"
#include "run/record.h"

/*
 * Names of the boots that the batches were measured in, where agents print
 * them: one name if that was one boot, else those of all in a row. Returns NULL
 * if no agent printed any.
 */
static json_t *boot_ids(const struct collection *c)
{
	json_t *all = NULL;

	for (size_t i = 0; i < c->batches->count; i++) {
		const char *id = json_string_value(c->boots[i]);
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

static json_t *host(const struct collection *c, time_t started, double wall_s)
{
	struct effort *efforts =
		calloc(c->batches->count + 1, sizeof(*efforts));
	size_t count = 0;
	json_t *host;

	for (size_t i = 0; efforts && i < c->batches->count; i++)
		if (record_has_batch(c->batches, c->looks, i))
			efforts[count++] = c->efforts[i];
	host = record_host(started, time(NULL), wall_s, efforts, count);
	free(efforts);
	return host;
}

/* Its @host is to be freed. */
static struct record_environment environment_of(const struct collection *c,
						time_t started, double wall_s)
{
	struct record_environment environment = {
		.venue = c->venue->name,
		.unit = c->venue->unit,
		.config_sha256 = json_string_value(
			json_object_get(c->header, "config_sha256")),
		.machine = c->machine,
		.build = json_object_get(c->header, "build"),
		.host = host(c, started, wall_s),
		.looks = c->looks,
	};
	json_t *request = json_object_get(c->header, PARTIAL_REQUEST);
	json_t *boots = boot_ids(c);

	if (boots)
		json_object_set_new(environment.host, "boot_id", boots);
	if (request)
		json_object_set(environment.host, "request", request);
	if (c->changed)
		json_object_set(environment.host, "changed", c->changed);
	return environment;
}

json_t *collection_result(const struct collection *c, time_t started,
			  double wall_s, struct error *error)
{
	struct record_environment environment =
		environment_of(c, started, wall_s);
	json_t *root =
		record_result(c->plan, c->batches,
			      (const struct agent_output *const *)c->outputs,
			      &environment, error);

	json_decref(environment.host);
	return root;
}

int collection_store(const struct collection *c, const char *path,
		     time_t started, double wall_s, struct error *error)
{
	const struct store_list lists[] = {
		{"batches", c->batches->count, spool_print, c->spill->batches},
		{"cells", c->plan->count, spool_print, c->spill->cells},
		{0},
	};
	struct record_environment environment =
		environment_of(c, started, wall_s);
	json_t *root =
		record_frame(c->plan, &environment, c->spill->kernel, error);
	int ret = root ? store_result_lists(path, root, lists, error) : -1;

	json_decref(environment.host);
	json_decref(root);
	return ret;
}
