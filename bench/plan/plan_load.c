// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loading a plan: its file, the overrides, section [plan], and then the cells.
 */
#include "plan/plan.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/path.h"
#include "plan/plan_cells.h"
#include "plan/plan_file.h"
#include "plan/plan_numbers.h"
#include "plan/plan_text.h"

/* Key summary comes first. */
const struct plan_key plan_keys[] = {
	{"summary", 0, 0, NULL, "one line: the question that the plan answers"},
	{"seed", 0, UINT32_MAX, "1", "seed of the order of samples in a boot"},
	{"samples", 1, 1000, "3",
	 "fresh processes that measure each cell, or 'until decided'"},
	{"batch_cells", 1, PLAN_BATCH_CELLS_MAX, "64",
	 "cells that share a boot, at most"},
	{"memory_mb", 256, 1048576, "1024", "memory of the guest, in MiB"},
	{"samples_max", 10, 1000, "80",
	 "until decided: processes of a cell that stays undecided"},
	{"looks", 2, PLAN_LOOKS_MAX, "8",
	 "until decided: times at which the decided cells leave"},
	{0},
};

static int settle(struct plan *plan, const struct plan_file *file,
		  struct error *error)
{
	const struct given *summary = &file->plan_keys[0];

	if (!file->plan_line)
		return plan_error(file, 1, error, "",
				  "there is no section [plan]");
	if (!summary->text || !summary->text[0])
		return plan_error(file, file->plan_line, error, "",
				  "[plan] has no summary");
	plan->summary = strdup(summary->text);
	if (!plan->summary)
		return error_set(error, "out of memory");
	if (plan_numbers_settle(plan, file, error))
		return -1;
	if (file->count == 0)
		return plan_error(file, file->last_line, error, "",
				  "there is no section [cells]");
	return 0;
}

static int take_overrides(struct plan *plan, struct plan_file *file,
			  char *const *set, size_t count, struct error *error)
{
	plan->set = calloc(count + 1, sizeof(*plan->set));
	if (!plan->set)
		return error_set(error, "out of memory");
	for (size_t i = 0; i < count; i++) {
		if (plan_text_check("the override", set[i], strlen(set[i]),
				    error))
			return error_place(error, "--set", 0);
		plan->set[i] = strdup(set[i]);
		if (!plan->set[i])
			return error_set(error, "out of memory");
		plan->set_count++;
		if (plan_file_override(file, set[i], error))
			return -1;
	}
	return 0;
}

static int load(struct plan *plan, struct plan_file *file, char *const *set,
		size_t set_count, struct error *error)
{
	/* The name is in the result too. */
	if (plan_text_check("the name of the plan", plan->name,
			    strlen(plan->name), error))
		return -1;
	if (plan_file_parse(file, plan->text, error) ||
	    take_overrides(plan, file, set, set_count, error) ||
	    settle(plan, file, error))
		return -1;
	return plan_cells_cross(plan, file, error);
}

static char *name_of_path(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *name = strdup(slash ? slash + 1 : path);
	size_t length = name ? strlen(name) : 0;

	if (length > 4 && strcmp(name + length - 4, ".ini") == 0)
		name[length - 4] = '\0';
	return name;
}

struct plan *plan_load(const char *path, const char *shown, char *const *set,
		       size_t set_count, struct error *error)
{
	struct plan *plan = calloc(1, sizeof(*plan));
	struct plan_file file = {.path = path, .shown = shown};
	int ret = -1;

	if (plan)
		plan->name = name_of_path(path);
	if (!plan || !plan->name)
		error_set(error, "out of memory");
	else
		plan->text = plan_text_read("plan", path, shown, error);
	if (plan && plan->text)
		ret = load(plan, &file, set, set_count, error);
	plan_file_free(&file);
	if (!ret)
		return plan;
	plan_free(plan);
	return NULL;
}

void plan_free(struct plan *plan)
{
	if (!plan)
		return;
	for (size_t i = 0; i < plan->set_count; i++)
		free(plan->set[i]);
	free(plan->set);
	free(plan->name);
	free(plan->text);
	free(plan->summary);
	free(plan->cells);
	free(plan);
}

/*
 * Whether the folder of @name, if it has one, is one of plans/. No part of the
 * name of a plan begins with a dot.
 */
static bool is_below_plans(const char *suite_dir, const char *name)
{
	const char *slash = strrchr(name, '/');
	char folder[PATH_ROOM];
	struct stat st;

	if (!slash)
		return true;
	if (name[0] == '.' || name[0] == '/' || strstr(name, "/."))
		return false;
	path_print(folder, sizeof(folder), "%s/plans/%.*s", suite_dir,
		   (int)(slash - name), name);
	return !stat(folder, &st) && S_ISDIR(st.st_mode);
}

void plan_path(const char *suite_dir, const char *name, char *path, size_t size)
{
	size_t length = strlen(name);

	if ((length > 4 && strcmp(name + length - 4, ".ini") == 0) ||
	    !is_below_plans(suite_dir, name))
		path_print(path, size, "%s", name);
	else
		path_print(path, size, "%s/plans/%s.ini", suite_dir, name);
}
