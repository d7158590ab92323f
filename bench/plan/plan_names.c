// SPDX-License-Identifier: GPL-2.0-only
/* The names of the plans that ship: the files of plans/ and its folders. */
#include "plan/plan_names.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/memory.h"
#include "lib/path.h"

#define ENDING ".ini"

static int is_plan(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return entry->d_name[0] != '.' && length > strlen(ENDING) &&
	       strcmp(entry->d_name + length - strlen(ENDING), ENDING) == 0;
}

static int is_other(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && !is_plan(entry);
}

static bool is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void free_entries(struct dirent **entries, int count)
{
	for (int i = 0; i < count; i++)
		free(entries[i]);
	free(entries);
}

/* Add the plans of @folder, whose names begin with @begin. */
static int add_folder(struct plan_names *names, const char *folder,
		      const char *begin, struct error *error)
{
	struct dirent **files = NULL;
	int count = scandir(folder, &files, is_plan, alphasort);

	if (count < 0)
		return error_set(error,
				 "cannot read the folder of plans, %s: %s",
				 folder, strerror(errno));
	names->name = must_resize(names->name, names->count + (size_t)count + 1,
				  sizeof(*names->name));
	for (int i = 0; i < count; i++) {
		size_t length = strlen(files[i]->d_name) - strlen(ENDING);

		names->name[names->count++] = must_printf(
			"%s%.*s", begin, (int)length, files[i]->d_name);
	}
	free_entries(files, count);
	return 0;
}

int plan_names_list(struct plan_names *names, const char *suite_dir,
		    struct error *error)
{
	char folder[PATH_ROOM], below[PATH_ROOM], begin[NAME_MAX + 2];
	struct dirent **folders = NULL;
	int count, ret;

	*names = (struct plan_names){0};
	path_print(folder, sizeof(folder), "%s/plans", suite_dir);
	ret = add_folder(names, folder, "", error);
	if (ret)
		return ret;
	count = scandir(folder, &folders, is_other, alphasort);
	for (int i = 0; i < count && !ret; i++) {
		path_print(below, sizeof(below), "%s/%s", folder,
			   folders[i]->d_name);
		snprintf(begin, sizeof(begin), "%s/", folders[i]->d_name);
		if (is_folder(below))
			ret = add_folder(names, below, begin, error);
	}
	if (count >= 0)
		free_entries(folders, count);
	qsort(names->name, names->count, sizeof(*names->name), compare_names);
	return ret;
}

void plan_names_free(struct plan_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->name[i]);
	free(names->name);
	*names = (struct plan_names){0};
}
