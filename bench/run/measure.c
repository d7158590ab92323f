// SPDX-License-Identifier: GPL-2.0-only
/* Measuring the batches of a run, and keeping each one on the disk. */
#include "run/measure.h"

#include <errno.h>
#include <string.h>

#include "lib/exit.h"
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

	if (!pool) {
		error_set(error, "cannot start guests: %s", strerror(errno));
		return STATUS_BAD;
	}
	while (!status && !guest_pool_done(pool)) {
		status = guest_pool_next(pool, &measured);
		if (!status && keep(collection, environment, folder, &measured,
				    partial, error))
			status = STATUS_BAD;
	}
	guest_pool_free(pool);
	return status;
}
