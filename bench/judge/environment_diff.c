// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether two results were measured alike. All that a result says of its
 * environment counts, but what is compared itself, the builds of mnbench, of
 * its module and of its agent, and what was measured: what reading the clock
 * takes.
 */
#include "judge/environment_diff.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *const ignored[] = {
	"build.mnbench",
	"build.module_sha256",
	"build.agent_sha256",
	"kernel.clock_ns",
};

struct fields {
	struct field_difference *list;
	size_t count;
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

static int add(struct fields *fields, const char *name, const json_t *base,
	       const json_t *fresh)
{
	struct field_difference *list = realloc(
		fields->list, (fields->count + 1) * sizeof(*fields->list));
	struct field_difference *field;

	if (!list)
		return -1;
	fields->list = list;
	field = &list[fields->count++];
	field->name = strdup(name);
	field->base = text_of(base);
	field->fresh = text_of(fresh);
	return field->name && field->base && field->fresh ? 0 : -1;
}

static int walk(struct fields *fields, const char *path, const json_t *base,
		const json_t *fresh);

/* Members of either object; those of both are met once. */
static int walk_members(struct fields *fields, const char *path,
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
			ret = walk(fields, below, json_object_get(base, name),
				   json_object_get(fresh, name));
	}
	json_decref(names);
	return ret ? -1 : 0;
}

static int walk(struct fields *fields, const char *path, const json_t *base,
		const json_t *fresh)
{
	if (json_is_object(base) && json_is_object(fresh))
		return walk_members(fields, path, base, fresh);
	if (is_ignored(path) || json_equal(base, fresh))
		return 0;
	return add(fields, path, base, fresh);
}

int environment_compare(const json_t *base, const json_t *fresh,
			struct field_difference **list, size_t *count)
{
	struct fields fields = {*list, *count};
	int ret = walk(&fields, "", base, fresh);

	*list = fields.list;
	*count = fields.count;
	return ret;
}

void fields_free(struct field_difference *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(fields[i].name);
		free(fields[i].base);
		free(fields[i].fresh);
	}
	free(fields);
}
