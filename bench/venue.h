/* SPDX-License-Identifier: GPL-2.0-only */
/* Venues: where a measurement runs, and what its numbers are. */
#ifndef VENUE_H
#define VENUE_H

#include <stddef.h>

struct venue {
	const char *name;
	const char *unit;
	const char *summary;
	const char
		*unit_summary; /* what one unit is, for the notes of a table */
	/*
	 * Boots of a batch that must give the same answers before they are
	 * taken for its result; 1 where no two measurements are the same.
	 */
	size_t agree;
};

/* Ended by an entry without a name. */
extern const struct venue venues[];

const struct venue *venue_find(const char *name);

#endif
