/* SPDX-License-Identifier: GPL-2.0-only */
/* The table of venues. */
#include "venue.h"

#include <string.h>

const struct venue venues[] = {
	{"icount", "vns",
	 "QEMU counts instructions: exact, and the same on any host",
	 "virtual ns: one for each guest instruction, and the latency of the "
	 "device",
	 2},
	{0},
};

const struct venue *venue_find(const char *name)
{
	for (const struct venue *venue = venues; venue->name; venue++)
		if (strcmp(venue->name, name) == 0)
			return venue;
	return NULL;
}
