// SPDX-License-Identifier: GPL-2.0-only
/* The table of venues. */
#include "plan/venue.h"

#include <string.h>

const struct venue venues[] = {
	{"icount", "vns",
	 "QEMU counts instructions: exact, and the same on any host",
	 "virtual ns: one for each guest instruction, and the latency of the "
	 "device",
	 .script = "boot.sh", .agree = 2},
	{"host", "ns",
	 "this running kernel, timed: modes that need no module of ours",
	 "ns of this machine's clock", .script = "host.sh", .agree = 1,
	 .timed = true, .here = true},
	{"tcg", "ns",
	 "QEMU against the wall clock: to try timed runs, for no conclusions",
	 "ns of the emulator's clock, fit for no conclusion",
	 .script = "boot.sh", .agree = 1, .timed = true},
	{0},
};

const struct venue *venue_find(const char *name)
{
	for (const struct venue *venue = venues; venue->name; venue++)
		if (strcmp(venue->name, name) == 0)
			return venue;
	return NULL;
}
