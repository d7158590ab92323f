// SPDX-License-Identifier: GPL-2.0-only
/* Choosing where a run stores its result. */
#include "run/output_paths.h"

#include <sys/stat.h>

#include "result/store.h"

static void default_result(char *path, size_t size, const struct plan *plan,
			   const struct environment *e)
{
	char folder[PATH_ROOM];

	path_print(folder, sizeof(folder), "%s/results", e->suite_dir);
	mkdir(folder, 0777); /* if it fails, store_check() says why */
	path_print(path, size, "%s/%s-%s-%s.json", folder, plan->name,
		   e->venue->name, e->kernel);
}

int output_paths_choose(struct output_paths *paths, const char *result,
			const struct plan *plan,
			const struct environment *environment,
			struct error *error)
{
	if (result)
		path_print(paths->result, sizeof(paths->result), "%s", result);
	else
		default_result(paths->result, sizeof(paths->result), plan,
			       environment);
	path_print(paths->partial, sizeof(paths->partial), "%s.partial",
		   paths->result);
	return store_check(paths->result, error);
}
