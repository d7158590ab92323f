// SPDX-License-Identifier: GPL-2.0-only
/* Choosing the batches that guests measure, and how many guests run at once. */
#include "run/schedule.h"

#include <stdlib.h>
#include <unistd.h>

#include "lib/host_memory.h"
#include "run/expected_work.h"
#include "run/jobs.h"

/* A batch, and the work that it is expected to be. */
struct weighed {
	size_t batch;
	double work;
};

static double batch_work(const struct plan *plan, const struct batch *batch)
{
	double work = 0;

	for (size_t i = 0; i < batch->sample_count; i++) {
		size_t cell = sample_cell(plan, batch->order[i]);

		work += expected_sample_work(&plan->cells[cell]);
	}
	return work;
}

static int longest_first(const void *a, const void *b)
{
	const struct weighed *x = a, *y = b;

	if (x->work != y->work)
		return x->work < y->work ? 1 : -1;
	return x->batch < y->batch ? -1 : 1;
}

/* Returns NULL if there is no memory. */
static size_t *order_batches(const struct venue *venue, const struct plan *plan,
			     const struct batches *batches)
{
	struct weighed *weighed = calloc(batches->count + 1, sizeof(*weighed));
	size_t *order = calloc(batches->count + 1, sizeof(*order));

	for (size_t i = 0; weighed && i < batches->count; i++)
		weighed[i] = (struct weighed){
			i, batch_work(plan, &batches->batch[i])};
	if (weighed && !venue->timed)
		qsort(weighed, batches->count, sizeof(*weighed), longest_first);
	for (size_t i = 0; weighed && order && i < batches->count; i++)
		order[i] = weighed[i].batch;
	if (!weighed) {
		free(order);
		order = NULL;
	}
	free(weighed);
	return order;
}

/* Boots that are needed if no two of the same batch differ. */
static size_t count_boots(const struct venue *venue,
			  const struct batches *batches, const bool *skip)
{
	size_t boots = 0;

	for (size_t i = 0; i < batches->count; i++)
		boots += skip[i] ? 0 : venue->agree;
	return boots;
}

int schedule_make(struct schedule *schedule, const struct venue *venue,
		  const struct plan *plan, const struct batches *batches,
		  const struct shard *shard, const bool *done, size_t jobs,
		  struct error *error)
{
	struct host_memory memory;
	struct jobs_limits limits = {
		.asked = jobs,
		.cpus = (size_t)sysconf(_SC_NPROCESSORS_ONLN),
		.memory_mb = plan->memory_mb,
	};

	schedule->jobs = 0;
	schedule->order = NULL;
	schedule->skip = shard_skip(shard, batches, done, error);
	if (!schedule->skip)
		return -1;
	schedule->order = order_batches(venue, plan, batches);
	if (!schedule->order) {
		error_set(error, "out of memory");
		return -1;
	}
	limits.boots = count_boots(venue, batches, schedule->skip);
	if (!host_memory_read(&memory, "/proc/meminfo"))
		limits.memory = &memory;
	schedule->jobs = jobs_choose(venue, &limits, error);
	return schedule->jobs ? 0 : -1;
}

void schedule_free(struct schedule *schedule)
{
	free(schedule->skip);
	free(schedule->order);
	schedule->skip = NULL;
	schedule->order = NULL;
}
