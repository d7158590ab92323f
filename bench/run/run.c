// SPDX-License-Identifier: GPL-2.0-only
/*
 * A run, stage by stage: the options request a plan and a venue; the plan is
 * cut into batches, for which an environment is found; guests measure the
 * batches, which are collected, kept on the disk as they come, and stored as a
 * result when all are there. Until then the result file is not touched.
 * Everything that can be refused is refused before the first guest boots.
 */
#include "run/run.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "host/session.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "lib/monotonic.h"
#include "lib/path.h"
#include "lib/suite_layout.h"
#include "result/partial.h"
#include "result/store.h"
#include "run/collection.h"
#include "run/environment.h"
#include "run/environment_record.h"
#include "run/expected_reference.h"
#include "run/finish.h"
#include "run/kernel_prepare.h"
#include "run/machine.h"
#include "run/measure.h"
#include "run/output_paths.h"
#include "run/prepared_kernel.h"
#include "run/request.h"
#include "run/resume.h"
#include "run/resume_command.h"
#include "run/run_folder.h"
#include "run/schedule.h"
#include "run/stop_signals.h"
#include "run/venue_probe.h"

static struct collection *begin_collection(const struct request *r,
					   const struct environment *e,
					   const struct run_options *options,
					   struct error *error)
{
	char config_sha256[SHA256_ROOM];
	struct collection *collection;
	json_t *build, *request;

	if (environment_config_sha256(e, config_sha256, error))
		return NULL;
	build = record_build(e->module[0] ? e->module : NULL, e->agent, error);
	if (!build)
		return NULL;
	collection = collection_new(r->plan, r->batches, r->venue, build,
				    config_sha256);
	json_decref(build);
	if (!collection) {
		error_set(error, "out of memory");
		return NULL;
	}
	request = request_json(r, options);
	collection_set_request(collection, request);
	json_decref(request);
	return collection;
}

/* What the stages made before the first guest boots, in their order. */
struct prepared {
	struct request request;
	struct environment environment;
	struct output_paths paths;
	struct collection *collection;
	struct schedule schedule;
};

/*
 * Write the name of the kernel to measure, which is prepared if it was not yet;
 * where the running kernel is measured, what the user named, or "".
 */
static int find_kernel(const struct request *r,
		       const struct run_options *options, char kernel[PATH_MAX],
		       struct error *error)
{
	const char *name = options->kernel;

	if (!r->venue->runs_on_host)
		return kernel_prepare_missing(
			r->suite_dir, name ? name : PREPARED_KERNEL_DEFAULT,
			kernel, error);
	path_print(kernel, PATH_MAX, "%s", name ? name : "");
	return 0;
}

static int prepare(struct prepared *p, const struct run_options *options,
		   struct error *error)
{
	const struct request *r = &p->request;
	char kernel[PATH_MAX];

	if (request_make(&p->request, options, error) ||
	    (options->output && store_check(options->output, error)) ||
	    machine_repair(r->venue, error) ||
	    find_kernel(r, options, kernel, error) ||
	    venue_probe_device(r->suite_dir, r->venue, error) ||
	    environment_find(&p->environment, r->suite_dir, r->venue,
			     kernel[0] ? kernel : NULL, error) ||
	    machine_check(&p->environment, options, error) ||
	    environment_check_plan(&p->environment, options->kernel, r->plan,
				   error) ||
	    output_paths_choose(&p->paths, options->output, r->plan,
				&p->environment, error))
		return -1;
	p->collection = begin_collection(r, &p->environment, options, error);
	if (!p->collection || resume_batches(p->paths.partial, options->resume,
					     p->collection, error))
		return -1;
	return schedule_make(&p->schedule, r->venue, r->plan, r->batches,
			     &options->shard, p->collection->done,
			     options->jobs, error);
}

static void free_prepared(struct prepared *p)
{
	schedule_free(&p->schedule);
	collection_free(p->collection);
	request_free(&p->request);
}

/* Say what is going to be measured. */
static void introduce(const struct request *r, size_t kept)
{
	bool one = r->batches->count == 1;
	char resumed[80] = "", boots[80] = "";

	if (kept)
		snprintf(resumed, sizeof(resumed),
			 ", %zu of them kept from an interrupted run", kept);
	if (r->venue->agree > 1)
		snprintf(boots, sizeof(boots), ", %sbooted %zu times",
			 one ? "" : "each ", r->venue->agree);
	if (r->plan->looks) {
		say_note("%s: %zu cells, at most %" PRIu64 " samples each; "
			 "after each of %" PRIu64 " rounds the decided cells "
			 "leave%s%s",
			 r->plan->name, r->plan->count, r->plan->samples,
			 r->plan->looks, resumed, ", each baseline twice");
		return;
	}
	say_note("%s: %zu cells, %zu samples in %zu %s%s%s%s", r->plan->name,
		 r->plan->count, r->plan->count * r->plan->samples,
		 r->batches->count, one ? "batch" : "batches", resumed,
		 r->venue->timed ? ", each baseline twice" : "", boots);
}

/*
 * Measure in @folder, which holds what guests boot from. It stays if a guest
 * failed, because what is in it explains why.
 */
static int measure(const struct prepared *p, const char *folder,
		   struct error *error)
{
	struct partial_file partial = {.path = p->paths.partial};
	int status;

	partial.fd = partial_open(partial.path, p->collection->header, error);
	if (partial.fd < 0) {
		run_folder_remove(folder);
		return STATUS_BAD;
	}
	introduce(&p->request, p->collection->done_count);
	status = measure_batches(p->collection, &p->environment, &p->schedule,
				 folder, &partial, error);
	close(partial.fd);
	if (status && !p->collection->done_count)
		unlink(partial.path);
	if (status == STATUS_OK || status == STATUS_INTERRUPTED)
		run_folder_remove(folder);
	return status;
}

/* Probe with the first batch that is to be measured; without one, not. */
static int probe(const struct prepared *p, const char *folder,
		 struct error *error)
{
	size_t batch = 0;

	while (batch < p->request.batches->count && p->schedule.skip[batch])
		batch++;
	if (batch == p->request.batches->count)
		return STATUS_OK;
	return venue_probe(&p->environment, folder, batch, error);
}

static int measure_in_folder(const struct prepared *p, struct error *error)
{
	const struct request *r = &p->request;
	char runs[PATH_MAX], folder[PATH_ROOM];
	int status;

	if (suite_runs_dir(r->suite_dir, runs, sizeof(runs), error))
		return STATUS_BAD;
	path_print(folder, sizeof(folder), "%s/%d", runs, (int)getpid());
	status = run_folder_make(folder, &p->environment, r->plan, r->batches,
				 p->schedule.skip, error);
	if (!status)
		status = probe(p, folder, error);
	if (!status)
		return measure(p, folder, error);
	run_folder_remove(folder);
	return status;
}

/* The same, with the module and the settings that the user asked for. */
static int measure_on_machine(const struct prepared *p,
			      const struct run_options *options,
			      struct error *error)
{
	const struct host_paths paths = HOST_PATHS;
	struct host_session session;
	struct error end = {0};
	json_t *changed;
	int status;

	if (host_session_begin(&session, &paths,
			       options->module ? p->environment.module : NULL,
			       options->settings, error))
		return STATUS_BAD;
	status = measure_in_folder(p, error);
	changed = host_session_json(&session);
	collection_set_changed(p->collection, changed);
	json_decref(changed);
	if (!host_session_end(&session, &end))
		return status;
	error_say(&end);
	return status ? status : STATUS_FAILED;
}

/*
 * Say what is kept of a run that was interrupted, and how to continue it.
 */
static void report_interruption(const struct prepared *p,
				const struct run_options *options)
{
	char *command;

	if (p->collection->done_count) {
		say("interrupted; %zu of %zu batches are kept in %s; this "
		    "command continues the run:",
		    p->collection->done_count, p->collection->batches->count,
		    p->paths.partial);
	} else if (options->resume_with) {
		say("interrupted; this command continues:");
	} else {
		say("interrupted; nothing was stored");
		return;
	}
	command = options->resume_with ? strdup(options->resume_with)
				       : resume_command(options);
	say_note("%s", command ? command : "out of memory");
	free(command);
}

int run_plan(const struct run_options *options, struct error *error)
{
	struct prepared p = {0};
	time_t started = time(NULL);
	double start = monotonic_s();
	int status = STATUS_BAD;

	if (!prepare(&p, options, error) &&
	    !machine_confirm(&p.environment, options, error)) {
		stop_signals_block();
		status = measure_on_machine(&p, options, error);
	}
	if (status == STATUS_INTERRUPTED)
		report_interruption(&p, options);
	else if (!status && options->shard.count)
		status = finish_shard(p.collection, &p.paths, &options->shard,
				      error);
	else if (!status)
		status = finish_result(p.collection, &p.paths, started,
				       monotonic_s() - start, error);
	free_prepared(&p);
	return status;
}

static int check_reference(const struct request *r,
			   const struct run_options *options,
			   struct error *error)
{
	struct environment e;

	if (r->venue->runs_on_host)
		return error_set(error,
				 "--reference: venue %s measures the running "
				 "kernel, for which there are no references",
				 r->venue->name);
	return environment_find(&e, r->suite_dir, r->venue, options->kernel,
				error) ||
			       expected_reference_check(options->reference, r,
							&e, error)
		       ? -1
		       : 0;
}

int run_check(const struct run_options *options, struct error *error)
{
	struct schedule schedule = {0};
	struct request r;
	int ret = request_make(&r, options, error);

	if (!ret)
		ret = schedule_make(&schedule, r.venue, r.plan, r.batches,
				    &options->shard, NULL, options->jobs,
				    error);
	if (!ret)
		ret = machine_check_settings(r.venue, options->settings, error);
	if (!ret)
		ret = environment_check_early(r.suite_dir, r.venue,
					      options->kernel, options->module,
					      r.plan, error);
	if (!ret)
		ret = venue_probe_device(r.suite_dir, r.venue, error);
	if (!ret && options->output)
		ret = store_check(options->output, error);
	if (!ret && options->reference)
		ret = check_reference(&r, options, error);
	schedule_free(&schedule);
	request_free(&r);
	return ret;
}
