// SPDX-License-Identifier: GPL-2.0-only
/*
 * Before a run: everything that can be refused is refused here, before the first
 * guest boots; the result file is not touched.
 */
#include "run/run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/modes.h"
#include "lib/suite_dir.h"
#include "plan/aa_arms.h"
#include "result/partial.h"
#include "result/store.h"
#include "run/environment.h"
#include "run/prepared_kernel.h"
#include "run/running_kernel.h"

static int find_venue(struct run *r)
{
	r->venue = venue_find(r->options->venue);
	if (r->venue && r->venue->timed && r->options->jobs > 1)
		return error_set(
			&r->error,
			"--jobs cannot be '%zu' in venue %s; allowed: 1, as "
			"what runs beside a timed batch disturbs it",
			r->options->jobs, r->venue->name);
	if (r->venue)
		return 0;
	error_set(&r->error, "unknown venue '%s'; allowed:", r->options->venue);
	for (const struct venue *v = venues; v->name; v++)
		error_set(&r->error, "%s%s %s", r->error.message,
			  v == venues ? "" : ",", v->name);
	return -1;
}

static int load_plan(struct run *r)
{
	char path[PATH_ROOM], shown[PATH_ROOM];
	const char *name = r->options->plan;

	plan_path(r->sources.home, name, path, sizeof(path));
	if (strcmp(path, name) == 0) {
		path_print(shown, sizeof(shown), "%s", name);
	} else {
		path_print(shown, sizeof(shown), "plans/%s.ini", name);
		if (access(path, F_OK))
			return error_set(
				&r->error,
				"unknown plan '%s'; see mnbench list plans",
				name);
	}
	r->plan = plan_load(path, shown, r->options->set, r->options->set_count,
			    &r->error);
	if (!r->plan)
		return -1;
	return r->venue->timed ? aa_arms_add(r->plan, &r->error) : 0;
}

/* A file that was built, or what to do about it. */
static int need(struct run *r, const char *path, const char *what,
		const char *remedy)
{
	if (access(path, R_OK) == 0)
		return 0;
	return error_set(&r->error, "%s: no %s; run '%s'", what, path, remedy);
}

static bool plan_uses(const struct plan *plan, const struct mode_info *mode)
{
	for (size_t i = 0; i < plan->count; i++)
		if (strcmp(plan->cells[i].mode, mode->name) == 0)
			return true;
	return false;
}

static bool has_mode(const struct run *r, const struct mode_info *mode,
		     char *why, size_t size)
{
	if (r->venue->here)
		return running_kernel_has_mode(r->sources.agent, mode, why,
					       size);
	return prepared_kernel_has_mode(r->sources.kernel, mode, why, size);
}

static int check_modes(struct run *r)
{
	const struct mode_info *mode;
	const char *kernel =
		r->options->kernel ? r->options->kernel : r->kernel;
	char why[256];

	for (size_t i = 0; (mode = mode_at(i)); i++)
		if (plan_uses(r->plan, mode) &&
		    !has_mode(r, mode, why, sizeof(why)))
			return error_set(
				&r->error,
				"mode %s is not available on kernel '%s': "
				"%s",
				mode->name, kernel, why);
	return 0;
}

/* Nothing is loaded into the running kernel, so nothing can be unloaded. */
static int find_running_kernel(struct run *r)
{
	if (r->options->kernel)
		return error_set(&r->error,
				 "--kernel '%s': venue %s measures the running "
				 "kernel",
				 r->options->kernel, r->venue->name);
	for (size_t i = 0; i < r->plan->count; i++)
		if (r->plan->cells[i].module == MODULE_ABSENT)
			return error_set(
				&r->error,
				"plan %s: module cannot be 'absent' in "
				"venue %s, which never has it",
				r->plan->name, r->venue->name);
	running_release(r->kernel, sizeof(r->kernel));
	return 0;
}

static int find_kernel(struct run *r)
{
	const char *kernel = r->options->kernel ? r->options->kernel : "debian";
	struct sources *s = &r->sources;

	if (r->venue->here)
		return find_running_kernel(r);
	if (prepared_kernel_find(s->home, kernel, s->kernel, &r->error))
		return -1;
	path_print(s->module, sizeof(s->module), "%s/mnbench.ko", s->kernel);
	path_print(r->kernel, sizeof(r->kernel), "%s",
		   strrchr(s->kernel, '/') + 1);
	return 0;
}

static int find_agent(struct run *r)
{
	struct sources *s = &r->sources;

	path_print(s->agent, sizeof(s->agent), "%s/build/agent", s->home);
	return need(r, s->agent, "the agent is not built", "make");
}

static int find_output(struct run *r)
{
	char results[PATH_ROOM];

	if (r->options->output) {
		path_print(r->output, sizeof(r->output), "%s",
			   r->options->output);
	} else {
		path_print(results, sizeof(results), "%s/results",
			   r->sources.home);
		mkdir(results, 0777);
		path_print(r->output, sizeof(r->output), "%s/%s-%s-%s.json",
			   results, r->plan->name, r->venue->name, r->kernel);
	}
	return store_check(r->output, &r->error);
}

static int begin_collection(struct run *r)
{
	char path[PATH_ROOM], config_sha256[65];
	json_t *build;

	path_print(path, sizeof(path), "%s/config", r->sources.kernel);
	if (r->venue->here ? running_config_sha256(config_sha256, &r->error)
			   : sha256_of_file(path, config_sha256, &r->error))
		return -1;
	build = environment_build(r->venue->here ? NULL : r->sources.module,
				  r->sources.agent, &r->error);
	if (!build)
		return -1;
	r->collection = collection_new(r->plan, r->batches, r->venue, build,
				       config_sha256);
	json_decref(build);
	return r->collection ? 0 : error_set(&r->error, "out of memory");
}

static int count_line(void *user, const json_t *line, struct error *error)
{
	size_t *count = user;

	(void)line;
	(void)error;
	(*count)++;
	return 0;
}

/* Take what an interrupted run has left, if that is wanted. */
static int find_partial(struct run *r)
{
	const char *path = r->partial_path, *differs;
	size_t count = 0;
	json_t *header;

	path_print(r->partial_path, sizeof(r->partial_path), "%s.partial",
		   r->output);
	if (access(path, F_OK))
		return 0;
	header = partial_read(path, count_line, &count, &r->error);
	if (!header && count)
		return -1;
	if (!count) { /* it was killed before it had anything */
		json_decref(header);
		return unlink(path) ? error_set(&r->error, "%s: %s", path,
						strerror(errno))
				    : 0;
	}
	differs = headers_differ(header, r->collection->header);
	json_decref(header);
	if (differs)
		return error_set(
			&r->error,
			"%s is of another run (its %s differs); remove it "
			"to begin anew",
			path, differs);
	if (!r->options->resume)
		return error_set(
			&r->error,
			"%s has %zu of %zu batches of an interrupted run; "
			"go on with --resume, or remove it",
			path, count, r->batches->count);
	header = partial_read(path, collection_take_line, r->collection,
			      &r->error);
	json_decref(header);
	return header ? 0 : -1;
}

/* What is left to be measured. */
static int choose_batches(struct run *r)
{
	size_t shards = r->options->shards;

	r->skip = calloc(r->batches->count + 1, sizeof(*r->skip));
	if (!r->skip)
		return error_set(&r->error, "out of memory");
	if (shards > r->batches->count)
		return error_set(&r->error,
				 "--shard cannot be of %zu: the plan has %zu "
				 "batches",
				 shards, r->batches->count);
	for (size_t i = 0; i < r->batches->count; i++)
		r->skip[i] = r->collection->done[i] ||
			     (shards && i % shards + 1 != r->options->shard);
	return 0;
}

int run_prepare(struct run *r)
{
	struct sources *s = &r->sources;

	if (suite_dir_find(s->home, sizeof(s->home), &r->error) ||
	    find_venue(r) || load_plan(r) || find_kernel(r) || find_agent(r) ||
	    check_modes(r) || find_output(r))
		return -1;
	r->batches = batches_cut(r->plan);
	if (!r->batches)
		return error_set(&r->error, "out of memory");
	if (begin_collection(r) || find_partial(r) || choose_batches(r))
		return -1;
	path_print(r->folder, sizeof(r->folder), "%s/build/run/%d", s->home,
		   (int)getpid());
	if (run_folder_make(r->folder, s, r->venue, r->plan, r->batches,
			    r->skip, &r->error))
		return -1;
	r->partial =
		partial_open(r->partial_path, r->collection->header, &r->error);
	return r->partial < 0 ? -1 : 0;
}

void run_free(struct run *r)
{
	if (r->partial >= 0)
		close(r->partial);
	collection_free(r->collection);
	batches_free(r->batches);
	plan_free(r->plan);
	free(r->skip);
}
