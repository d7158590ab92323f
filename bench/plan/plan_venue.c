// SPDX-License-Identifier: GPL-2.0-only
/* Whether a venue can measure the cells of a plan. */
#include "plan/plan_venue.h"

#include <inttypes.h>

#include "common/modes.h"
#include "mnbench_abi.h"
#include "workload.h"

/* Samples of a guest find the setting as it was; a machine has other users. */
static int check_workload(const struct cell *cell, const struct venue *venue,
			  struct error *error)
{
	const struct workload *workload = workload_find(cell->workload);

	if (!venue->runs_on_host || !workload)
		return 0;
	if (workload->wants & MEMORY_DISK)
		return error_set_key(
			error, "workload",
			"cannot be '%s' in venue %s: it overwrites "
			"a disk in memory; allowed: a venue with a "
			"guest",
			cell->workload, venue->name);
	if (!workload->machine_begin)
		return 0;
	return error_set_key(error, "workload",
			     "cannot be '%s' in venue %s: it changes what the "
			     "whole machine does; allowed: a venue with a "
			     "guest",
			     cell->workload, venue->name);
}

/* A guest's agent mounts the file system; on a machine nobody may. */
static int check_memory(const struct cell *cell, const struct venue *venue,
			struct error *error)
{
	const struct cell_key *key = cell_key_find("activity_backing");

	if (!venue->runs_on_host || (cell->activity_backing != ACTIVITY_TMPFS &&
				     cell->activity_backing != ACTIVITY_EXT4))
		return 0;
	return error_set_key(error, key->name,
			     "cannot be '%s' in venue %s, where nothing is "
			     "mounted; allowed: anonymous, shared, memfd, or a "
			     "venue with a guest",
			     cell_choice(key, cell->activity_backing),
			     venue->name);
}

/*
 * Where CPUs take turns on one clock, an operation takes as long as the turns
 * of other processes that come between. Those that sleep have hardly any.
 */
static int check_others(const struct cell *cell, const struct venue *venue,
			struct error *error)
{
	if (venue->parallel || !cell->others ||
	    !mode_has_callback(mode_find(cell->mode)) ||
	    (cell->wait == MNBENCH_WAIT_SLEEP &&
	     cell->device_ns >= OTHERS_SLEEP_NS_MIN))
		return 0;
	return error_set_key(error, "others",
			     "cannot be '%" PRIu64
			     "' in venue %s, whose CPUs take turns, unless "
			     "they sleep; allowed: 0, or wait = sleep and a "
			     "device_ns of at least 100us, or a venue whose "
			     "CPUs run at the same time (host, kvm, tcg)",
			     cell->others, venue->name);
}

int plan_venue_check(const struct plan *plan, const char *shown,
		     const struct venue *venue, struct error *error)
{
	for (size_t i = 0; i < plan->count; i++)
		if (check_workload(&plan->cells[i], venue, error) ||
		    check_memory(&plan->cells[i], venue, error) ||
		    check_others(&plan->cells[i], venue, error))
			return error_place(error, shown, 0);
	return 0;
}
