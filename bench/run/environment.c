// SPDX-License-Identifier: GPL-2.0-only
/* Finding the kernel, the agent and the module that a run measures with. */
#include "run/environment.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/cell_activity.h"
#include "common/modes.h"
#include "common/needs.h"
#include "host/module_check.h"
#include "lib/suite_layout.h"
#include "run/kernel_facts.h"
#include "run/module_modes.h"
#include "run/prepared_kernel.h"
#include "run/running_kernel.h"
#include "workload.h"

/*
 * A kernel with the module of another commit, or of another architecture, has a
 * link to an agent of that. No other agent would do.
 */
static int find_agent(struct environment *e, struct error *error)
{
	struct stat st;
	bool own;

	path_print(e->agent, sizeof(e->agent), "%s/agent", e->kernel_dir);
	own = e->kernel_dir[0] && !lstat(e->agent, &st);
	if (!own)
		suite_agent(e->suite_dir, e->agent, sizeof(e->agent));
	if (access(e->agent, R_OK) == 0)
		return 0;
	return error_set(error, "the agent is not built: no %s; run '%s'",
			 e->agent, own ? "make build ARCH=..." : "make build");
}

static int refuse_kernel(const struct venue *venue, const char *kernel,
			 struct error *error)
{
	return error_set(error,
			 "--kernel '%s': venue %s measures the running kernel",
			 kernel, venue->name);
}

static int find_prepared_kernel(struct environment *e, const char *kernel,
				struct error *error)
{
	if (prepared_kernel_find(e->suite_dir, kernel, e->kernel_dir, error))
		return -1;
	path_print(e->module, sizeof(e->module), "%s/mnbench.ko",
		   e->kernel_dir);
	path_print(e->kernel, sizeof(e->kernel), "%s",
		   strrchr(e->kernel_dir, '/') + 1);
	return 0;
}

int environment_find(struct environment *e, const char *suite_dir,
		     const struct venue *venue, const char *kernel,
		     struct error *error)
{
	memset(e, 0, sizeof(*e));
	e->venue = venue;
	path_print(e->suite_dir, sizeof(e->suite_dir), "%s", suite_dir);
	if (venue->runs_on_host && kernel)
		return refuse_kernel(venue, kernel, error);
	if (venue->runs_on_host)
		running_release(e->kernel, sizeof(e->kernel));
	else if (find_prepared_kernel(
			 e, kernel ? kernel : PREPARED_KERNEL_DEFAULT, error))
		return -1;
	return find_agent(e, error);
}

/*
 * The module that `make module` built for the running kernel, or else the one
 * that DKMS installed.
 */
static int find_own_module(struct environment *e, struct error *error)
{
	char cache[PATH_MAX], installed[PATH_ROOM];

	if (suite_cache_dir(e->suite_dir, cache, sizeof(cache), error))
		return -1;
	path_print(e->module, sizeof(e->module), "%s/host/%s/mnbench.ko", cache,
		   e->kernel);
	path_print(installed, sizeof(installed),
		   "/lib/modules/%s/updates/dkms/mnbench.ko", e->kernel);
	if (access(e->module, F_OK) && access(installed, F_OK) == 0)
		path_print(e->module, sizeof(e->module), "%s", installed);
	return 0;
}

static int find_module(struct environment *e, const char *module,
		       struct error *error)
{
	char path[PATH_MAX];

	if (strcmp(module, "yes") == 0)
		return find_own_module(e, error);
	if (!realpath(module, path))
		return error_set(error,
				 "--module '%s': %s; allowed: yes, or a "
				 "file",
				 module, strerror(errno));
	path_print(e->module, sizeof(e->module), "%s", path);
	return 0;
}

int environment_use_module(struct environment *environment, const char *module,
			   bool early, struct error *error)
{
	const struct host_paths paths = HOST_PATHS;
	struct environment *e = environment;
	char options[PATH_ROOM];

	if (!e->venue->runs_on_host)
		return error_set(error,
				 "--module '%s': venue %s loads the module of "
				 "its kernel, in a guest; allowed: in venue "
				 "host",
				 module, e->venue->name);
	if (find_module(e, module, error))
		return -1;
	path_print(options, sizeof(options), "%s/vm/kernel-options",
		   e->suite_dir);
	if (module_check_kernel(&paths, e->kernel, options, error))
		return -1;
	if (early && access(e->module, F_OK)) {
		e->module[0] = '\0';
		return 0;
	}
	return module_check_file(&paths, e->kernel, e->module, error);
}

/* The running kernel keeps its modules, also that of this run, all the time. */
static int check_module(const struct environment *e, const struct plan *plan,
			struct error *error)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->cells[i].module == MODULE_ABSENT)
			return error_set(error,
					 "plan %s: module cannot be 'absent' "
					 "in venue %s, which measures with or "
					 "without it",
					 plan->name, e->venue->name);
	return 0;
}

static bool plan_uses(const struct plan *plan, const struct mode_info *mode)
{
	for (size_t i = 0; i < plan->count; i++)
		if (strcmp(plan->cells[i].mode, mode->name) == 0)
			return true;
	return false;
}

static bool has_mode(const struct environment *e, const struct mode_info *mode,
		     char *why, size_t size)
{
	if (e->module[0] && !(mode->flags & MODE_IN_AGENT) &&
	    e->venue->runs_on_host)
		return module_has_mode(e->module, mode, why, size);
	if (e->venue->runs_on_host)
		return running_kernel_has_mode(e->agent, mode, why, size);
	return prepared_kernel_has_mode(e->kernel_dir, mode, why, size);
}

static bool plan_has(const struct plan *plan, const struct workload *workload)
{
	for (size_t i = 0; i < plan->count; i++)
		if (strcmp(plan->cells[i].workload, workload->name) == 0)
			return true;
	return false;
}

/* A kernel without NUMA cannot bind memory to a node. */
static int check_nodes(const struct kernel_facts *facts, const char *kernel,
		       const struct plan *plan, struct error *error)
{
	const struct need *need = need_find("numa");
	char why[256];

	for (size_t i = 0; i < plan->count; i++) {
		const struct cell *cell = &plan->cells[i];
		const char *key = cell->node ? "node" : "region_node";

		if (!cell_has_nodes(cell) ||
		    need_is_met(need, facts->release, facts->config, why,
				sizeof(why)))
			continue;
		return error_set_key(error, key,
				     "cannot be '%d' on kernel '%s', which %s; "
				     "allowed: cpu",
				     cell_node(cell->node ? cell->node
							  : cell->region_node),
				     kernel, why);
	}
	return 0;
}

/* The first cell whose memory has the need; NULL: no cell's has. */
static const struct cell *find_memory(const struct plan *plan,
				      const struct need *need)
{
	for (size_t i = 0; i < plan->count; i++)
		if (cell_memory_needs(&plan->cells[i], need))
			return &plan->cells[i];
	return NULL;
}

static int check_memory(const struct kernel_facts *facts, const char *kernel,
			const struct plan *plan, struct error *error)
{
	const struct cell_key *key;
	const struct cell *cell;
	char why[256];

	for (const struct need *need = needs; need->name; need++) {
		cell = find_memory(plan, need);
		if (!cell || kernel_facts_have(facts, need, why, sizeof(why)))
			continue;
		key = cell_key_find(cell->page_size ? "page_size"
						    : "activity_backing");
		return error_set(error,
				 "%s %s is not available on kernel '%s': %s",
				 key->name,
				 cell_choice(key, cell_number(cell, key)),
				 kernel, why);
	}
	return 0;
}

/* Another agent has the allocator, if mnbench was built with that. */
static int check_allocator(const struct environment *e, const struct plan *plan,
			   struct error *error)
{
	char path[PATH_ROOM];

	if (suite_agent_jemalloc(e->agent, path, sizeof(path)))
		return 0;
	for (size_t i = 0; i < plan->count; i++)
		if (plan->cells[i].allocator == ALLOCATOR_JEMALLOC)
			return error_set_key(
				error, "allocator",
				"cannot be 'jemalloc': no %s; install a static "
				"libjemalloc (Debian: libjemalloc-dev) and "
				"build mnbench again; allowed: glibc",
				path);
	return 0;
}

static int check_workloads(const struct environment *e, const char *kernel,
			   const struct plan *plan, struct error *error)
{
	struct kernel_facts facts;
	char why[256];
	int ret = 0;

	if (e->venue->runs_on_host)
		kernel_facts_of_running(&facts);
	else
		kernel_facts_of(&facts, e->kernel_dir);
	for (size_t i = 0; !ret && workloads[i]; i++)
		if (plan_has(plan, workloads[i]) &&
		    !kernel_facts_allow(&facts, workloads[i], why, sizeof(why)))
			ret = error_set(error,
					"workload %s is not available on "
					"kernel '%s': %s",
					workloads[i]->name,
					kernel ? kernel : e->kernel, why);
	if (!ret)
		ret = check_nodes(&facts, kernel ? kernel : e->kernel, plan,
				  error);
	if (!ret)
		ret = check_memory(&facts, kernel ? kernel : e->kernel, plan,
				   error);
	kernel_facts_free(&facts);
	return ret;
}

int environment_check_plan(const struct environment *e, const char *kernel,
			   const struct plan *plan, struct error *error)
{
	const struct mode_info *mode;
	char why[256];

	if (e->venue->runs_on_host && check_module(e, plan, error))
		return -1;
	for (size_t i = 0; (mode = mode_at(i)); i++)
		if (plan_uses(plan, mode) &&
		    !has_mode(e, mode, why, sizeof(why)))
			return error_set(
				error,
				"mode %s is not available on kernel '%s': %s",
				mode->name, kernel ? kernel : e->kernel, why);
	if (check_allocator(e, plan, error))
		return -1;
	return check_workloads(e, kernel, plan, error);
}

int environment_check_early(const char *suite_dir, const struct venue *venue,
			    const char *kernel, const char *module,
			    const struct plan *plan, struct error *error)
{
	struct environment e = {.venue = venue};
	bool found;

	if (venue->runs_on_host && kernel)
		return refuse_kernel(venue, kernel, error);
	if (kernel && strchr(kernel, '/') && access(kernel, F_OK))
		return prepared_kernel_find(suite_dir, kernel, e.kernel_dir,
					    error);
	if (!venue->runs_on_host && !kernel && !module)
		return 0;
	found = !environment_find(&e, suite_dir, venue, kernel, NULL);
	if (module && environment_use_module(&e, module, true, error))
		return -1;
	/* Nothing is there yet that has the modes. */
	if (!found || (module && !e.module[0]))
		return venue->runs_on_host ? check_module(&e, plan, error) : 0;
	return environment_check_plan(&e, kernel, plan, error);
}

int environment_config_sha256(const struct environment *e,
			      char digest[SHA256_ROOM], struct error *error)
{
	char config[PATH_ROOM];

	if (e->venue->runs_on_host)
		return running_config_sha256(digest, error);
	path_print(config, sizeof(config), "%s/config", e->kernel_dir);
	return sha256_of_file(config, digest, error);
}
