// SPDX-License-Identifier: GPL-2.0-only
/* The CPUs that the threads of a plan need, and whether there are so many. */
#include "plan/plan_cpus.h"

#include <inttypes.h>
#include <unistd.h>

/* More have not been shown to be the same in each boot. */
#define EXACT_THREADS_MAX 4

/* Other processes share the CPU that another thread would have. */
static uint64_t cell_cpus(const struct cell *cell)
{
	return 1 + (cell->others ? 1 : cell_other_threads(cell));
}

uint64_t plan_cpus(const struct plan *plan)
{
	uint64_t cpus = PLAN_CPUS_MIN;

	for (size_t i = 0; i < plan->count; i++)
		if (cell_cpus(&plan->cells[i]) > cpus)
			cpus = cell_cpus(&plan->cells[i]);
	return cpus;
}

uint64_t machine_cpus(void)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);

	return cpus > 0 ? (uint64_t)cpus : 1;
}

static int check(const struct plan *plan, const struct venue *venue,
		 struct error *error)
{
	uint64_t most = 1;

	for (size_t i = 0; i < plan->count; i++)
		if (plan->cells[i].threads > most)
			most = plan->cells[i].threads;
	if (most > EXACT_THREADS_MAX && !venue->parallel)
		return error_set_key(error, "threads",
				     "cannot be '%" PRIu64
				     "' in venue %s, whose CPUs take turns; "
				     "allowed: 0 to %d, or a venue whose CPUs "
				     "run at the same time (host, kvm, tcg)",
				     most, venue->name, EXACT_THREADS_MAX);
	if (most > 1 && venue->on_own_cpus && plan_cpus(plan) > machine_cpus())
		return error_set_key(error, "threads",
				     "cannot be '%" PRIu64
				     "' on this machine, which has %" PRIu64
				     " CPUs; allowed: one CPU for each thread, "
				     "or 'cpus'",
				     most, machine_cpus());
	return 0;
}

int plan_cpus_check(const struct plan *plan, const char *shown,
		    const struct venue *venue, struct error *error)
{
	if (!check(plan, venue, error))
		return 0;
	return error_place(error, shown, 0);
}
