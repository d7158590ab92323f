// SPDX-License-Identifier: GPL-2.0-only
/* Finding the reference of a run in a folder of results. */
#include "judge/find_reference.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/environment_diff.h"
#include "judge/plan_same.h"
#include "judge/result_files.h"

#define FIELD_MAX 80

/* Write the first thing in which the results differ to @field; "" if none. */
static void first_difference(const struct result *other,
			     const struct result *fresh, char field[FIELD_MAX])
{
	struct environment_diff *diff =
		environment_diff_make(other->root, fresh->root);
	const char *name = "";

	if (strcmp(other->venue, fresh->venue))
		name = "venue";
	else if (!plan_same(json_object_get(other->root, "plan"),
			    json_object_get(fresh->root, "plan")))
		name = "plan";
	else if (!diff)
		name = "environment"; /* out of memory: do not trust it */
	else if (diff->count)
		name = diff->at[0].name;
	snprintf(field, FIELD_MAX, "%s", name);
	environment_diff_free(diff);
}

static bool is_near(const struct result *other, const struct result *fresh)
{
	return strcmp(other->plan, fresh->plan) == 0 &&
	       strcmp(other->kernel, fresh->kernel) == 0;
}

/* What a search finds: a reference, or the next best. */
struct finding {
	const char *path;        /* of the reference, or NULL */
	const char *near;        /* of one that is like it, or NULL */
	char differs[FIELD_MAX]; /* in what */
};

static struct finding search(const struct result_files *files,
			     const struct result *fresh)
{
	struct finding found = {0};

	for (size_t i = 0; !found.path && i < files->count; i++) {
		struct result *other =
			result_or_reference_load(files->path[i], NULL);
		char field[FIELD_MAX];

		if (!other)
			continue;
		first_difference(other, fresh, field);
		if (!field[0]) {
			found.path = files->path[i];
		} else if (is_near(other, fresh)) {
			found.near = files->path[i];
			memcpy(found.differs, field, sizeof(field));
		}
		result_free(other);
	}
	return found;
}

static int not_found(const struct finding *found, const char *folder,
		     const struct result *fresh, struct error *error)
{
	return error_set(
		error,
		"no reference for plan %s on %s with this emulator and "
		"compiler in %s%s%s%s%s%s; 'make reference PLAN=%s', "
		"with the same KERNEL and ARCH, makes one",
		fresh->plan, fresh->kernel, folder, found->near ? " (" : "",
		found->near ? strrchr(found->near, '/') + 1 : "",
		found->near ? " has another " : "", found->differs,
		found->near ? ")" : "", fresh->plan);
}

char *reference_find(const char *folder, const struct result *fresh,
		     struct error *error)
{
	struct result_files files;
	char *path = NULL;

	if (!result_files_list(&files, folder, error)) {
		struct finding found = search(&files, fresh);

		if (!found.path)
			not_found(&found, folder, fresh, error);
		else if (!(path = strdup(found.path)))
			error_set(error, "out of memory");
	}
	result_files_free(&files);
	return path;
}
