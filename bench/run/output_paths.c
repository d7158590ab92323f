// SPDX-License-Identifier: GPL-2.0-only
/* Choosing where a run stores its result. */
#include "run/output_paths.h"

#include "lib/path.h"
#include "lib/suite_layout.h"
#include "result/store.h"

static int default_result(char *path, size_t size, const struct plan *plan,
			  const struct environment *e, struct error *error)
{
	char folder[PATH_ROOM];

	if (suite_results_dir(e->suite_dir, folder, sizeof(folder), error))
		return -1;
	path_make_folder(folder); /* if it fails, store_check() says why */
	path_print(path, size, "%s/%s-%s-%s.json", folder, plan->name,
		   e->venue->name, e->kernel);
	return 0;
}

int output_paths_choose(struct output_paths *paths, const char *result,
			const struct plan *plan,
			const struct environment *environment,
			struct error *error)
{
	if (result)
		path_print(paths->result, sizeof(paths->result), "%s", result);
	else if (default_result(paths->result, sizeof(paths->result), plan,
				environment, error))
		return -1;
	path_print(paths->partial, sizeof(paths->partial), "%s.partial",
		   paths->result);
	return store_check(paths->result, error);
}
