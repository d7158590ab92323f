// SPDX-License-Identifier: GPL-2.0-only
/* Listing the result files of a folder. */
#include "judge/result_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENDING ".json"

static int is_result(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return entry->d_name[0] != '.' && length > strlen(ENDING) &&
	       strcmp(entry->d_name + length - strlen(ENDING), ENDING) == 0;
}

int result_files_list(struct result_files *files, const char *folder,
		      struct error *error)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, is_result, alphasort), ret = 0;

	*files = (struct result_files){0};
	if (count < 0)
		return error_set(error, "cannot read folder %s: %s", folder,
				 strerror(errno));
	files->path = calloc((size_t)count + 1, sizeof(*files->path));
	if (!files->path)
		ret = error_set(error, "out of memory");
	for (int i = 0; i < count; i++) {
		if (!ret && asprintf(&files->path[i], "%s/%s", folder,
				     entries[i]->d_name) < 0)
			ret = error_set(error, "out of memory");
		else if (!ret)
			files->count++;
		free(entries[i]);
	}
	free(entries);
	return ret;
}

void result_files_free(struct result_files *files)
{
	for (size_t i = 0; i < files->count; i++)
		free(files->path[i]);
	free(files->path);
	*files = (struct result_files){0};
}
