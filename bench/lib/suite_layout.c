// SPDX-License-Identifier: GPL-2.0-only
/* Finding the parts of a suite that are built, downloaded and stored. */
#include "lib/suite_layout.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/path.h"
#include "lib/suite_dir.h"

bool suite_is_installed(const char *suite_dir)
{
	char path[PATH_ROOM];

	path_print(path, sizeof(path), "%s/agent", suite_dir);
	return access(path, F_OK) == 0;
}

const char *suite_program(void)
{
	char suite_dir[PATH_MAX];

	if (!suite_dir_find(suite_dir, sizeof(suite_dir), NULL) &&
	    suite_is_installed(suite_dir))
		return "mnbench";
	return "build/mnbench";
}

void suite_agent(const char *suite_dir, char *path, size_t size)
{
	path_print(path, size, "%s%s/agent", suite_dir,
		   suite_is_installed(suite_dir) ? "" : "/build");
}

/* @agent may be a link to that of another folder of mnbench. */
bool suite_agent_jemalloc(const char *agent, char *path, size_t size)
{
	char own[PATH_MAX];

	path_print(path, size, "%s-jemalloc",
		   realpath(agent, own) ? own : agent);
	return access(path, R_OK) == 0;
}

/*
 * The folder of mnbench in an XDG folder, which is @value, or @usual of the
 * home folder. The XDG specification ignores a path that is not absolute.
 */
static int xdg_dir(const char *value, const char *usual, char *path,
		   size_t size, struct error *error)
{
	const char *home = getenv("HOME");

	if (value && value[0] == '/') {
		path_print(path, size, "%s/mnbench", value);
		return 0;
	}
	if (!home || home[0] != '/')
		return error_set(error,
				 "HOME is not set, so there is no folder for "
				 "kernels and results; set MNBENCH_CACHE and "
				 "MNBENCH_STATE");
	path_print(path, size, "%s/%s/mnbench", home, usual);
	return 0;
}

/* Write the folder that @value of variable @name names. */
static int own_dir(const char *name, const char *value, char *path, size_t size,
		   struct error *error)
{
	if (value[0] != '/')
		return error_set(error,
				 "%s is '%s'; allowed: the absolute path of a "
				 "folder",
				 name, value);
	path_print(path, size, "%s", value);
	return 0;
}

int suite_cache_dir(const char *suite_dir, char *path, size_t size,
		    struct error *error)
{
	const char *own = getenv("MNBENCH_CACHE");

	if (own && own[0])
		return own_dir("MNBENCH_CACHE", own, path, size, error);
	if (suite_is_installed(suite_dir))
		return xdg_dir(getenv("XDG_CACHE_HOME"), ".cache", path, size,
			       error);
	path_print(path, size, "%s/build", suite_dir);
	return 0;
}

/* Write folder @name of the state; in a source tree that is @in_tree. */
static int state_dir(const char *suite_dir, const char *in_tree,
		     const char *name, char *path, size_t size,
		     struct error *error)
{
	const char *own = getenv("MNBENCH_STATE");
	char state[PATH_MAX];
	int ret;

	if (own && own[0]) {
		ret = own_dir("MNBENCH_STATE", own, state, sizeof(state),
			      error);
	} else if (suite_is_installed(suite_dir)) {
		ret = xdg_dir(getenv("XDG_STATE_HOME"), ".local/state", state,
			      sizeof(state), error);
	} else {
		path_print(path, size, "%s/%s", suite_dir, in_tree);
		return 0;
	}
	if (!ret)
		path_print(path, size, "%s/%s", state, name);
	return ret;
}

int suite_runs_dir(const char *suite_dir, char *path, size_t size,
		   struct error *error)
{
	return state_dir(suite_dir, "build/run", "run", path, size, error);
}

int suite_results_dir(const char *suite_dir, char *path, size_t size,
		      struct error *error)
{
	return state_dir(suite_dir, "results", "results", path, size, error);
}
