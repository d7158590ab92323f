/* SPDX-License-Identifier: GPL-2.0-only */
/* Venues: where a measurement runs, and what its numbers are. */
#ifndef VENUE_H
#define VENUE_H

#include <stdbool.h>
#include <stddef.h>

struct venue {
	const char *name;
	const char *unit;
	const char *summary;
	const char
		*unit_summary; /* what one unit is, for the notes of a table */
	/* In vm/: runs a batch, in the folder of one of its boots. */
	const char *script;
	/*
	 * Boots of a batch that must give the same answers before they are
	 * taken for its result; 1 where no two measurements are the same.
	 */
	size_t agree;
	/*
	 * Durations are of a clock that runs by itself, so they vary: one batch
	 * at a time, memory layouts at random, the baseline under two names.
	 */
	bool timed;
	bool here; /* the running kernel, which others use; nothing is booted */
};

/* Ended by an entry without a name. */
extern const struct venue venues[];

const struct venue *venue_find(const char *name);

#endif
