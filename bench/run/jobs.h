/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How many guests run at once. It does not change a result: each batch is
 * measured as if it were alone.
 */
#ifndef JOBS_H
#define JOBS_H

#include <stddef.h>
#include <stdint.h>

#include "lib/error.h"
#include "lib/host_memory.h"
#include "plan/venue.h"

/* What the number of guests depends on. */
struct jobs_limits {
	size_t asked; /* --jobs; 0: not given */
	size_t cpus;
	size_t boots;                     /* that the run takes if all agree */
	uint64_t memory_mb;               /* of a guest */
	const struct host_memory *memory; /* NULL: not known */
};

/*
 * Return the number of guests that run at once, or 0 with a message.
 *
 * A guest must fit the machine's memory and swap, and so must all of --jobs.
 * Without --jobs there is one for each CPU, but no more than fit the memory
 * that is available now. In a timed venue there is one, as others would disturb
 * it.
 */
size_t jobs_choose(const struct venue *venue, const struct jobs_limits *limits,
		   struct error *error);

#endif
