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
	{"host", "ns", "the running kernel, timed; with --module in all modes",
	 "ns of this machine's clock", .script = "host.sh", .agree = 1,
	 .timed = true, .runs_on_host = true, .parallel = true,
	 .on_own_cpus = true},
	{"kvm", "ns",
	 "a guest under KVM, timed: all modes, without touching this kernel",
	 "ns of the guest's clock", .script = "boot.sh", .agree = 1,
	 .timed = true, .accelerator = "kvm", .probe = "kvm-probe.sh",
	 .parallel = true, .on_own_cpus = true},
	{"tcg", "ns",
	 "QEMU, timed by the wall clock: to try timed runs; unfit for "
	 "conclusions",
	 "ns of the emulator's clock, unfit for conclusions",
	 .script = "boot.sh", .agree = 1, .timed = true, .accelerator = "tcg",
	 .parallel = true},
	{0},
};

const struct venue *venue_find(const char *name)
{
	for (const struct venue *venue = venues; venue->name; venue++)
		if (strcmp(venue->name, name) == 0)
			return venue;
	return NULL;
}
