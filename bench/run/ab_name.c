// SPDX-License-Identifier: GPL-2.0-only
/* The names of the results that mnbench ab keeps. */
#include "run/ab_name.h"

#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "lib/path.h"
#include "lib/sha256.h"
#include "result/result.h"
#include "run/record.h"

#define DIGITS 8

/* The digests that tell one build from another. */
struct digests {
	char config[SHA256_ROOM], image[SHA256_ROOM], module[SHA256_ROOM];
	char agent[SHA256_ROOM];
};

static int find_digests(struct digests *d, const struct environment *e,
			struct error *error)
{
	char image[PATH_ROOM];

	path_print(image, sizeof(image), "%s/vmlinuz", e->kernel_dir);
	if (environment_config_sha256(e, d->config, error) ||
	    sha256_of_file(image, d->image, error) ||
	    sha256_of_file(e->module, d->module, error) ||
	    sha256_of_file(e->agent, d->agent, error))
		return -1;
	return 0;
}

/* The plan and its overrides as text, to be freed. */
static char *plan_text(const struct plan *plan)
{
	json_t *json = record_plan(plan);
	char *text =
		json ? json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS) : NULL;

	json_decref(json);
	return text ? text : must_printf("%s", plan->text);
}

static int find_key(char key[SHA256_ROOM], const struct request *r,
		    const struct digests *d, struct error *error)
{
	char *plan = plan_text(r->plan);
	char *text =
		must_printf("%s\n%s\n%s\n%s\n%s\n%s\n", plan, r->venue->name,
			    d->config, d->image, d->module, d->agent);
	int ret = sha256_of_text(text, key, error);

	free(text);
	free(plan);
	return ret;
}

int ab_name(struct ab_side *side, const char *folder,
	    const struct request *request,
	    const struct environment *environment, struct error *error)
{
	char key[SHA256_ROOM];
	struct digests d;

	if (find_digests(&d, environment, error) ||
	    find_key(key, request, &d, error))
		return -1;
	path_print(side->result, sizeof(side->result),
		   "%s/%s-%s-%s-%.*s-%.*s%s", folder, request->plan->name,
		   request->venue->name, side->label, DIGITS, d.config, DIGITS,
		   key, request->venue->timed ? "" : ".json");
	return 0;
}

static bool has_text(const json_t *object, const char *name, const char *text)
{
	const char *value = json_string_value(json_object_get(object, name));

	return value && strcmp(value, text) == 0;
}

static bool matches(const struct result *result, const struct request *r,
		    const struct digests *d)
{
	const json_t *environment =
		json_object_get(result->root, "environment");
	const json_t *build = json_object_get(environment, "build");
	json_t *plan = record_plan(r->plan);
	bool same = json_equal(plan, json_object_get(result->root, "plan"));

	json_decref(plan);
	return same && strcmp(result->venue, r->venue->name) == 0 &&
	       has_text(json_object_get(environment, "kernel"), "config_sha256",
			d->config) &&
	       has_text(build, "module_sha256", d->module) &&
	       has_text(build, "agent_sha256", d->agent);
}

bool ab_is_kept(const char *path, const struct request *request,
		const struct environment *environment)
{
	struct result *result = result_load(path, NULL);
	struct digests d;
	bool kept = result && !find_digests(&d, environment, NULL) &&
		    matches(result, request, &d);

	result_free(result);
	return kept;
}
