// SPDX-License-Identifier: GPL-2.0-only
/* Loading runs from result files and folders of them. */
#include "judge/runs.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "judge/result_files.h"

int runs_add_file(struct runs *runs, const char *path, run_reader read,
		  struct error *error)
{
	struct result **at = realloc(runs->at, (runs->count + 1) * sizeof(*at));

	if (!at)
		return error_set(error, "out of memory");
	runs->at = at;
	at[runs->count] = read(path, error);
	if (!at[runs->count])
		return -1;
	runs->count++;
	return 0;
}

static int add_folder(struct runs *runs, const char *folder, run_reader read,
		      struct error *error)
{
	struct result_files files;
	int ret = result_files_list(&files, folder, error);

	if (!ret && !files.count)
		ret = error_set(error, "%s: no result files (*.json) in it",
				folder);
	for (size_t i = 0; !ret && i < files.count; i++)
		ret = runs_add_file(runs, files.path[i], read, error);
	result_files_free(&files);
	return ret;
}

int runs_add(struct runs *runs, const char *path, run_reader read,
	     struct error *error)
{
	struct stat st;

	if (!stat(path, &st) && S_ISDIR(st.st_mode))
		return add_folder(runs, path, read, error);
	return runs_add_file(runs, path, read, error);
}

void runs_free(struct runs *runs)
{
	for (size_t i = 0; i < runs->count; i++)
		result_free(runs->at[i]);
	free(runs->at);
	*runs = (struct runs){0};
}
