// SPDX-License-Identifier: GPL-2.0-only
/* Choosing how many guests run at once. */
#include "run/jobs.h"

#include <inttypes.h>
#include <stdbool.h>

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* A run of which all batches are kept takes none. */
static size_t boots(const struct jobs_limits *l)
{
	return l->boots ? l->boots : 1;
}

static bool fit(const struct jobs_limits *l, size_t guests)
{
	return !l->memory || l->memory_mb <= l->memory->total_mb / guests;
}

/* The number that --jobs asks for, but at most one for each boot. */
static size_t asked_jobs(const struct jobs_limits *l, struct error *error)
{
	size_t jobs = least(l->asked, boots(l));

	if (fit(l, jobs))
		return jobs;
	error_set(error,
		  "--jobs cannot be '%zu': %zu guests of %" PRIu64
		  " MiB (memory_mb of the plan) exceed the %" PRIu64
		  " MiB of memory and swap of this machine",
		  l->asked, jobs, l->memory_mb, l->memory->total_mb);
	return 0;
}

static size_t default_jobs(const struct jobs_limits *l)
{
	size_t jobs = least(l->cpus, boots(l));

	if (l->memory)
		jobs = least(jobs, l->memory->available_mb / l->memory_mb);
	return jobs ? jobs : 1;
}

size_t jobs_choose(const struct venue *venue, const struct jobs_limits *limits,
		   struct error *error)
{
	if (venue->timed && limits->asked > 1) {
		error_set(error,
			  "--jobs cannot be '%zu' in venue %s; allowed: 1, "
			  "because other guests disturb a timed batch",
			  limits->asked, venue->name);
		return 0;
	}
	if (!venue->runs_on_host && !fit(limits, 1)) {
		error_set_key(error, "memory_mb",
			      "cannot be %" PRIu64
			      " on this machine; allowed: up to %" PRIu64
			      ", its memory and swap in MiB",
			      limits->memory_mb, limits->memory->total_mb);
		return 0;
	}
	if (venue->timed)
		return 1;
	return limits->asked ? asked_jobs(limits, error) : default_jobs(limits);
}
