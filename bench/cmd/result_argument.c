// SPDX-License-Identifier: GPL-2.0-only
/* Recognising what was given in place of a result file. */
#include "cmd/result_argument.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "judge/result_files.h"
#include "lib/path.h"
#include "lib/suite_dir.h"
#include "plan/plan.h"

#define RESULTS "results"

bool is_plan_name(const char *name)
{
	char suite_dir[PATH_MAX], path[PATH_ROOM];

	if (suite_dir_find(suite_dir, sizeof(suite_dir), NULL))
		return false;
	plan_path(suite_dir, name, path, sizeof(path));
	return strcmp(path, name) != 0 && access(path, F_OK) == 0;
}

/* The first result of the plan in the folder where runs store theirs, or "". */
static void find_result(const char *plan, char *path, size_t size)
{
	struct result_files files;
	const char *slash = strrchr(plan, '/');
	size_t length;

	/* A result has the name of the plan without its folder. */
	if (slash)
		plan = slash + 1;
	length = strlen(plan);
	path[0] = '\0';
	if (result_files_list(&files, RESULTS, NULL))
		return;
	for (size_t i = 0; i < files.count && !path[0]; i++) {
		const char *name = files.path[i] + strlen(RESULTS) + 1;

		if (strncmp(name, plan, length) == 0 && name[length] == '-')
			path_print(path, size, "%s", files.path[i]);
	}
	result_files_free(&files);
}

static int refuse_plan(const char *name, struct error *error)
{
	char path[PATH_ROOM];

	find_result(name, path, sizeof(path));
	if (path[0])
		return error_set(error,
				 "'%s' is a plan, not a result; did you mean "
				 "its result, '%s'?",
				 name, path);
	return error_set(error,
			 "'%s' is a plan, not a result; 'mnbench run --plan "
			 "%s' measures it",
			 name, name);
}

static int refuse_folder(const char *command, const char *name,
			 struct error *error)
{
	struct result_files files;
	char example[PATH_ROOM] = "";

	if (!result_files_list(&files, name, NULL) && files.count)
		path_print(example, sizeof(example), ", such as '%s'",
			   files.path[0]);
	result_files_free(&files);
	return error_set(error,
			 "'%s' is a folder; mnbench %s takes result files%s",
			 name, command, example);
}

/* "RESULT:MODE", where RESULT is a file. */
static bool names_a_mode(const char *name)
{
	char path[PATH_ROOM];
	char *colon;

	path_print(path, sizeof(path), "%s", name);
	colon = strrchr(path, ':');
	if (!colon)
		return false;
	*colon = '\0';
	return access(path, F_OK) == 0;
}

static bool is_plan_file(const char *name)
{
	size_t length = strlen(name);

	return length > 4 && strcmp(name + length - 4, ".ini") == 0;
}

int result_argument_check(const char *command, const char *name,
			  enum result_argument takes, struct error *error)
{
	struct stat st;

	if (!name[0])
		return error_set(error, "the name of a result cannot be ''");
	if (stat(name, &st)) {
		if (is_plan_name(name))
			return refuse_plan(name, error);
		if (!(takes & TAKES_MODE) && names_a_mode(name))
			return error_set(error,
					 "'%s' is one mode of a result, which "
					 "only mnbench compare takes; give the "
					 "result alone",
					 name);
		return 0;
	}
	if (S_ISDIR(st.st_mode) && !(takes & TAKES_FOLDER))
		return refuse_folder(command, name, error);
	if (S_ISREG(st.st_mode) && is_plan_file(name))
		return refuse_plan(name, error);
	return 0;
}

int result_arguments_load(struct runs *runs, const char *command,
			  char *const *names, size_t count, run_reader read,
			  struct error *error)
{
	for (size_t i = 0; i < count; i++)
		if (result_argument_check(command, names[i], TAKES_FOLDER,
					  error))
			return -1;
	for (size_t i = 0; i < count; i++)
		if (runs_add(runs, names[i], read, error))
			return -1;
	return 0;
}
