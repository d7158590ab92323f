// SPDX-License-Identifier: GPL-2.0-only
/* Choosing the batches that guests measure, and how many guests run at once. */
#include "run/schedule.h"

#include <stdlib.h>
#include <unistd.h>

#include "lib/host_memory.h"
#include "run/jobs.h"

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
	schedule->skip = shard_skip(shard, batches, done, error);
	if (!schedule->skip)
		return -1;
	limits.boots = count_boots(venue, batches, schedule->skip);
	if (!host_memory_read(&memory, "/proc/meminfo"))
		limits.memory = &memory;
	schedule->jobs = jobs_choose(venue, &limits, error);
	return schedule->jobs ? 0 : -1;
}

void schedule_free(struct schedule *schedule)
{
	free(schedule->skip);
	schedule->skip = NULL;
}
