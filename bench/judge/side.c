// SPDX-License-Identifier: GPL-2.0-only
/* Loading a side of a comparison. */
#include "judge/side.h"

#include <string.h>
#include <sys/stat.h>

#include "judge/runs.h"
#include "lib/path.h"

int side_load(struct side *side, const char *name, struct error *error)
{
	struct runs runs = {0};
	char path[PATH_ROOM];
	struct stat st;
	char *colon;
	int ret;

	*side = (struct side){0};
	path_print(path, sizeof(path), "%s", name);
	colon = strrchr(path, ':');
	if (stat(path, &st) && colon) {
		*colon = '\0';
		side->mode = name + (colon + 1 - path);
	}
	ret = runs_add(&runs, path, result_or_reference_load, error);
	side->runs = runs.at;
	side->count = runs.count;
	return ret;
}

void side_free(struct side *side)
{
	struct runs runs = {side->runs, side->count};

	runs_free(&runs);
	*side = (struct side){0};
}
