// SPDX-License-Identifier: GPL-2.0-only
/*
 * Comparing environments. Everything that a result says of its environment
 * counts, except what is compared itself (the builds of mnbench, of its module
 * and of its agent), what was measured (the time to read the clock), and where
 * devices interrupt, which a program may change at any time.
 */
#include "judge/environment_diff.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *const ignored[] = {
	"build.mnbench",   "build.module_sha256",          "build.agent_sha256",
	"kernel.clock_ns", "kernel.settings.irq_affinity",
};

static char *text_of(const json_t *value)
{
	if (!value)
		return strdup("absent");
	if (json_is_string(value))
		return strdup(json_string_value(value));
	return json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
}

static bool is_ignored(const char *name)
{
	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		if (strcmp(name, ignored[i]) == 0)
			return true;
	return false;
}

static int add(struct environment_diff *diff, const char *name,
	       const json_t *base, const json_t *fresh)
{
	struct field_difference *list =
		realloc(diff->at, (diff->count + 1) * sizeof(*list));
	struct field_difference *field;

	if (!list)
		return -1;
	diff->at = list;
	field = &list[diff->count++];
	field->name = strdup(name);
	field->base = text_of(base);
	field->fresh = text_of(fresh);
	return field->name && field->base && field->fresh ? 0 : -1;
}

static int walk(struct environment_diff *diff, const char *path,
		const json_t *base, const json_t *fresh);

/* The members of both objects, each once. */
static int walk_members(struct environment_diff *diff, const char *path,
			const json_t *base, const json_t *fresh)
{
	json_t *names = json_object();
	const char *name;
	json_t *value;
	int ret = names ? 0 : -1;

	if (!ret)
		ret = json_object_update(names, (json_t *)base) ||
		      json_object_update_missing(names, (json_t *)fresh);
	json_object_foreach(names, name, value) {
		char below[256];

		snprintf(below, sizeof(below), "%s%s%s", path, *path ? "." : "",
			 name);
		if (!ret)
			ret = walk(diff, below, json_object_get(base, name),
				   json_object_get(fresh, name));
	}
	json_decref(names);
	return ret ? -1 : 0;
}

static int walk(struct environment_diff *diff, const char *path,
		const json_t *base, const json_t *fresh)
{
	if (json_is_object(base) && json_is_object(fresh))
		return walk_members(diff, path, base, fresh);
	if (is_ignored(path) || json_equal(base, fresh))
		return 0;
	/* Older results do not have them. */
	if (strcmp(path, "kernel.settings") == 0 && (!base || !fresh))
		return 0;
	return add(diff, path, base, fresh);
}

struct environment_diff *environment_diff_make(const json_t *base,
					       const json_t *fresh)
{
	struct environment_diff *diff = calloc(1, sizeof(*diff));

	if (diff && walk(diff, "", json_object_get(base, "environment"),
			 json_object_get(fresh, "environment"))) {
		environment_diff_free(diff);
		return NULL;
	}
	return diff;
}

void environment_diff_free(struct environment_diff *diff)
{
	if (!diff)
		return;
	for (size_t i = 0; i < diff->count; i++) {
		free(diff->at[i].name);
		free(diff->at[i].base);
		free(diff->at[i].fresh);
	}
	free(diff->at);
	free(diff);
}
