// SPDX-License-Identifier: GPL-2.0-only
/* Loading a side of a comparison. */
#include "judge/side.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "common/text.h"
#include "judge/runs.h"
#include "lib/path.h"

static bool run_has_mode(const struct result *run, const char *mode)
{
	for (size_t i = 0; i < run->count; i++)
		if (strcmp(run->cells[i].cell.mode, mode) == 0)
			return true;
	return false;
}

/* The modes of a run in their order, each once: "none, global". */
static void list_modes(const struct result *run, char *text, size_t size)
{
	struct text to;

	text_begin(&to, text, size);
	for (size_t i = 0; i < run->count; i++) {
		const struct result before = {.cells = run->cells, .count = i};
		const char *mode = run->cells[i].cell.mode;

		if (!run_has_mode(&before, mode))
			text_append(&to, "%s%s", i ? ", " : "", mode);
	}
}

/* The side has at least one run. */
static int check_mode(const struct side *side, struct error *error)
{
	char modes[512];

	for (size_t i = 0; i < side->count; i++) {
		const struct result *run = side->runs[i];

		if (!side->mode || run_has_mode(run, side->mode))
			continue;
		list_modes(run, modes, sizeof(modes));
		return error_set(error, "%s has no mode '%s'; it has: %s",
				 run->path, side->mode, modes);
	}
	return 0;
}

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
	return ret ? ret : check_mode(side, error);
}

void side_free(struct side *side)
{
	struct runs runs = {side->runs, side->count};

	runs_free(&runs);
	*side = (struct side){0};
}
