// SPDX-License-Identifier: GPL-2.0-only
/* Loading what is compared: a result, one mode of it, or a folder of results. */
#include "judge/side.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/message.h"
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

static int is_result(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return entry->d_name[0] != '.' && length > 5 &&
	       strcmp(entry->d_name + length - 5, ".json") == 0;
}

static int add_folder(struct side *side, const char *path, struct error *error)
{
	struct dirent **entries;
	int count = scandir(path, &entries, is_result, alphasort), ret = 0;

	if (count <= 0)
		ret = error_set(error, "%s: no result files (*.json) in it",
				path);
	for (int i = 0; i < count; i++) {
		char file[PATH_ROOM];

		path_print(file, sizeof(file), "%s/%s", path,
			   entries[i]->d_name);
		if (!ret)
			ret = add_run(side, file, error);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
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
