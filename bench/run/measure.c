// SPDX-License-Identifier: GPL-2.0-only
/* Measuring the batches of a run, and keeping each one on the disk. */
#include "run/measure.h"

#include <errno.h>
#include <string.h>

#include "lib/exit.h"
#include "lib/message.h"
#include "lib/path.h"
#include "result/partial.h"
#include "run/environment_record.h"
#include "run/guest_pool.h"
#include "run/run_folder.h"

/* Describe the machine of a batch, from the folder of its first boot. */
static json_t *describe_machine(const struct environment *e,
				const struct plan *plan, const char *folder,
				size_t batch, struct error *error)
{
	char boot[PATH_ROOM];

	run_folder_of_boot(folder, batch, 0, boot, sizeof(boot));
	return record_machine(
		boot, e->venue->runs_on_host ? 0 : plan->memory_mb, error);
}

static int append(const struct collection *collection, size_t batch,
		  const struct partial_file *partial, struct error *error)
{
	json_t *line = collection_line(collection, batch);
	int ret = line ? partial_append(partial->fd, line) : -1;

	json_decref(line);
	if (!ret)
		return 0;
	return error_set(error, "cannot store %s: %s", partial->path,
			 strerror(errno));
}

/*
 * Collect a batch, which frees its output, and append it to the partial file.
 */
static int keep(struct collection *collection,
		const struct environment *environment, const char *folder,
		const struct measured_batch *measured,
		const struct partial_file *partial, struct error *error)
{
	json_t *machine = describe_machine(environment, collection->plan,
					   folder, measured->batch, error);
	int ret;

	if (!machine) {
		agent_output_free(measured->output);
		return -1;
	}
	ret = collection_take(collection, measured->batch, measured->output,
			      machine, &measured->effort, error);
	json_decref(machine);
	if (ret)
		return -1;
	return append(collection, measured->batch, partial, error);
}

/* Say what the last look decided. */
static void report_look(const struct collection *c)
{
	size_t judged = looks_judged(c->looks, c->plan);
	size_t open = looks_open(c->looks, c->plan);

	const char *rest = "";

	if (open)
		rest = c->looks->done < c->batches->rounds
			       ? ", the others go on"
			       : ", the others stay undecided";
	say_note("look %zu of at most %zu: %zu of %zu cells are decided%s",
		 c->looks->done, c->batches->rounds, judged - open, judged,
		 rest);
}

/* Measure what the last look has left. */
static int follow_look(const struct collection *c, struct guest_pool *pool,
		       const struct environment *environment,
		       const char *folder, struct error *error)
{
	guest_pool_revise(pool, c->done);
	report_look(c);
	for (size_t i = 0; i < c->batches->count; i++)
		if (!c->done[i] &&
		    run_folder_rewrite(folder, i, environment, c->plan,
				       c->batches, error))
			return -1;
	return 0;
}

int measure_batches(struct collection *collection,
		    const struct environment *environment,
		    const struct schedule *schedule, const char *folder,
		    const struct partial_file *partial, struct error *error)
{
	struct guest_pool *pool =
		guest_pool_new(environment, folder, collection->plan,
			       collection->batches, schedule);
	struct measured_batch measured;
	int status = STATUS_OK;
	size_t looks;

	if (!pool) {
		error_set(error, "cannot start guests: %s", strerror(errno));
		return STATUS_BAD;
	}
	while (!status && !guest_pool_done(pool)) {
		looks = collection->looks ? collection->looks->done : 0;
		status = guest_pool_next(pool, &measured);
		if (!status && keep(collection, environment, folder, &measured,
				    partial, error))
			status = STATUS_BAD;
		if (!status && collection->looks &&
		    collection->looks->done > looks &&
		    follow_look(collection, pool, environment, folder, error))
			status = STATUS_BAD;
	}
	guest_pool_free(pool);
	return status;
}
