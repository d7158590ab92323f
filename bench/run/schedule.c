// SPDX-License-Identifier: GPL-2.0-only
/* Choosing the batches that guests measure, and how many guests run at once. */
#include "run/schedule.h"

#include <stdlib.h>
#include <unistd.h>

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
	/* What is timed is left alone. */
	size_t cpus = venue->timed ? 1 : (size_t)sysconf(_SC_NPROCESSORS_ONLN);
	size_t boots;

	(void)plan;
	if (venue->timed && jobs > 1)
		return error_set(
			error,
			"--jobs cannot be '%zu' in venue %s; allowed: 1, as "
			"what runs beside a timed batch disturbs it",
			jobs, venue->name);
	schedule->jobs = 0;
	schedule->skip = shard_skip(shard, batches, done, error);
	if (!schedule->skip)
		return -1;
	boots = count_boots(venue, batches, schedule->skip);
	schedule->jobs = jobs ? jobs : cpus;
	if (schedule->jobs > boots)
		schedule->jobs = boots;
	return 0;
}

void schedule_free(struct schedule *schedule)
{
	free(schedule->skip);
	schedule->skip = NULL;
}
