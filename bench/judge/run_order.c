// SPDX-License-Identifier: GPL-2.0-only
/* Ordering the runs of a history. */
#include "judge/run_order.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* The text at a path such as "environment.kernel.release", or "". */
static const char *text_at(const json_t *object, const char *path)
{
	char name[64];
	const char *text;

	while (object && *path) {
		size_t n = strcspn(path, ".");

		if (n >= sizeof(name))
			return "";
		memcpy(name, path, n);
		name[n] = '\0';
		object = json_object_get(object, name);
		path += n + (path[n] == '.');
	}
	text = json_string_value(object);
	return text ? text : "";
}

static const char *key_of(const struct result *run, const char *by)
{
	if (strcmp(by, "name") == 0)
		return run->path;
	if (strcmp(by, "time") == 0)
		return text_at(run->root, "host.started");
	if (strcmp(by, "kernel") == 0)
		return run->kernel;
	return text_at(run->root, by);
}

/* Numbers within texts count as numbers: 6.9 comes before 6.12. */
static int by_key(const void *a, const void *b)
{
	const struct ordered_run *x = a, *y = b;
	int order = strverscmp(x->key, y->key);

	return order ? order : strverscmp(x->run->path, y->run->path);
}

struct ordered_run *run_order(struct result *const *runs, size_t count,
			      const char *by, struct error *error)
{
	struct ordered_run *list = calloc(count + 1, sizeof(*list));

	if (!list) {
		error_set(error, "out of memory");
		return NULL;
	}
	for (size_t i = 0; i < count; i++) {
		list[i] = (struct ordered_run){runs[i], key_of(runs[i], by)};
		if (*list[i].key)
			continue;
		error_set(error,
			  "--by cannot be '%s': %s has no such text; allowed: "
			  "time, name, kernel, or the path of a field, such as "
			  "environment.build.compiler",
			  by, runs[i]->path);
		free(list);
		return NULL;
	}
	qsort(list, count, sizeof(*list), by_key);
	return list;
}
