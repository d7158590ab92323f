// SPDX-License-Identifier: GPL-2.0-only
/* DAMON of a kernel that has it, for the address space of one process. */
#include <stdio.h>
#include <unistd.h>

#include "damon.h"
#include "suites.h"

#define KDAMONDS "/sys/kernel/mm/damon/admin/kdamonds/"
#define CONTEXTS KDAMONDS "0/contexts/"
#define TARGETS  CONTEXTS "0/targets/"

bool has_damon(void)
{
	return !access(KDAMONDS "nr_kdamonds", W_OK);
}

void damon_begin(void)
{
	char pid[16];

	snprintf(pid, sizeof(pid), "%d", getpid());
	write_file(KDAMONDS "nr_kdamonds", "1");
	write_file(CONTEXTS "nr_contexts", "1");
	write_file(CONTEXTS "0/operations", "vaddr");
	write_file(TARGETS "nr_targets", "1");
	write_file(TARGETS "0/pid_target", pid);
	write_file(KDAMONDS "0/state", "on");
}

void damon_end(void)
{
	write_file(KDAMONDS "0/state", "off");
	write_file(KDAMONDS "nr_kdamonds", "0");
}
