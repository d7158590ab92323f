/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which batches of a run guests measure now, in which order, and how many
 * guests run at once.
 */
#ifndef SCHEDULE_H
#define SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"
#include "plan/batch.h"
#include "plan/plan.h"
#include "plan/venue.h"
#include "run/shard.h"

struct schedule {
	bool *skip; /* by batch: it is there already, or of another shard */
	/*
	 * All batches in the order in which they begin. The one that is
	 * expected to take longest is first, so that no guest ends long after
	 * the others. In timed venues it is the order of the plan, in which
	 * looks follow each other.
	 */
	size_t *order;
	size_t jobs;
};

/*
 * Make the schedule of a run. @done: by batch, whether it is there already;
 * NULL: none is. @jobs: that the user asked for; 0: no number. Returns 0, or -1
 * with a message if the guests do not fit this machine's memory, or if the user
 * asked for what is not allowed. schedule_free() in either case.
 */
int schedule_make(struct schedule *schedule, const struct venue *venue,
		  const struct plan *plan, const struct batches *batches,
		  const struct shard *shard, const bool *done, size_t jobs,
		  struct error *error);
void schedule_free(struct schedule *schedule);

#endif
