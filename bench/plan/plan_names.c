// SPDX-License-Identifier: GPL-2.0-only
/* The names of the plans that ship: the files of plans/. */
#include "plan/plan_names.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/path.h"

#define ENDING ".ini"

static int is_plan(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return entry->d_name[0] != '.' && length > strlen(ENDING) &&
	       strcmp(entry->d_name + length - strlen(ENDING), ENDING) == 0;
}

int plan_names_list(struct plan_names *names, const char *suite_dir,
		    struct error *error)
{
	char folder[PATH_ROOM];
	struct dirent **files = NULL;
	int count, ret = 0;

	*names = (struct plan_names){0};
	path_print(folder, sizeof(folder), "%s/plans", suite_dir);
	count = scandir(folder, &files, is_plan, alphasort);
	if (count < 0)
		return error_set(error,
				 "cannot read the folder of plans, %s: %s",
				 folder, strerror(errno));
	names->name = calloc((size_t)count + 1, sizeof(*names->name));
	for (int i = 0; i < count; i++) {
		size_t length = strlen(files[i]->d_name) - strlen(ENDING);
		char *name = strndup(files[i]->d_name, length);

		if (names->name && name)
			names->name[names->count++] = name;
		else
			ret = error_set(error, "out of memory");
		free(files[i]);
	}
	free(files);
	return ret;
}

void plan_names_free(struct plan_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->name[i]);
	free(names->name);
	*names = (struct plan_names){0};
}
