// SPDX-License-Identifier: GPL-2.0-only
/* Building a commit and measuring it with another process of mnbench. */
#include "run/commit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/path.h"
#include "lib/process.h"
#include "lib/suite_dir.h"
#include "run/prepared_kernel.h"
#include "run/run_folder.h"

#define PAIRS_MAX 32

/* Append "--set PAIR" for each pair. Cuts @pairs up. */
static size_t add_pairs(char **argv, size_t argc, char *pairs)
{
	size_t count = 0;
	char *pair;

	while (count < PAIRS_MAX && (pair = strtok_r(pairs, " ", &pairs))) {
		argv[argc++] = "--set";
		argv[argc++] = pair;
		count++;
	}
	return argc;
}

/* Run the plan and store the result as @output. Returns its exit status. */
static int run_plan(const struct commit *commit, const char *output)
{
	char *pairs = strdup(commit->cell ? commit->cell : "");
	char *argv[8 + 2 * PAIRS_MAX + 1] = {
		"/proc/self/exe",     "run",         "--plan",
		(char *)commit->plan, "--kernel",    (char *)commit->kernel,
		"--output",           (char *)output};
	int status;

	if (!pairs)
		return -1;
	argv[add_pairs(argv, 8, pairs)] = NULL;
	status = process_run_shown(argv);
	free(pairs);
	return status;
}

static int find_kernel(const char *kernel, struct error *error)
{
	char suite_dir[PATH_MAX], path[PATH_MAX];

	if (suite_dir_find(suite_dir, sizeof(suite_dir), error))
		return -1;
	return prepared_kernel_find(suite_dir, kernel, path, error);
}

enum commit_status commit_measure(const struct commit *commit,
				  struct side *result, struct error *error)
{
	char folder[] = "/tmp/mnbench-bisect-XXXXXX", output[PATH_ROOM];
	int ret = -1;

	*result = (struct side){0};
	if (commit->build && process_run_shown(commit->build)) {
		error_set(error, "this commit cannot be built");
		return COMMIT_UNTESTABLE;
	}
	/* A run would prepare it, with the module of mnbench itself. */
	if (find_kernel(commit->kernel, error))
		return COMMIT_UNTESTABLE;
	if (!mkdtemp(folder)) {
		error_set(error, "cannot make a folder %s: %s", folder,
			  strerror(errno));
		return COMMIT_FAILED;
	}
	path_print(output, sizeof(output), "%s/result.json", folder);
	if (run_plan(commit, output))
		error_set(error, "this commit cannot be measured");
	else
		ret = side_load(result, output, error);
	run_folder_remove(folder); /* also what a run that failed has kept */
	return ret ? COMMIT_UNTESTABLE : COMMIT_MEASURED;
}
