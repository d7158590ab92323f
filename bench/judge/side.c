// SPDX-License-Identifier: GPL-2.0-only
/* Loading what is compared: a result, one mode of it, or a folder of results. */
#include "judge/side.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "judge/result_files.h"
#include "lib/path.h"

static int add_run(struct side *side, const char *path, struct error *error)
{
	struct result **runs =
		realloc(side->runs, (side->count + 1) * sizeof(*runs));

	if (!runs)
		return error_set(error, "out of memory");
	side->runs = runs;
	runs[side->count] = result_or_reference_load(path, error);
	if (!runs[side->count])
		return -1;
	side->count++;
	return 0;
}

static int add_folder(struct side *side, const char *folder,
		      struct error *error)
{
	struct result_files files;
	int ret = result_files_list(&files, folder, error);

	if (!ret && !files.count)
		ret = error_set(error, "%s: no result files (*.json) in it",
				folder);
	for (size_t i = 0; !ret && i < files.count; i++)
		ret = add_run(side, files.path[i], error);
	result_files_free(&files);
	return ret;
}

int side_load(struct side *side, const char *name, struct error *error)
{
	char path[PATH_ROOM];
	struct stat st;
	char *colon;

	memset(side, 0, sizeof(*side));
	path_print(path, sizeof(path), "%s", name);
	colon = strrchr(path, ':');
	if (stat(path, &st) && colon) {
		*colon = '\0';
		side->mode = name + (colon + 1 - path);
	}
	if (!stat(path, &st) && S_ISDIR(st.st_mode))
		return add_folder(side, path, error);
	return add_run(side, path, error);
}

void side_free(struct side *side)
{
	for (size_t i = 0; i < side->count; i++)
		result_free(side->runs[i]);
	free(side->runs);
	memset(side, 0, sizeof(*side));
}
