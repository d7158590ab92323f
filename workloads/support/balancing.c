// SPDX-License-Identifier: GPL-2.0-only
/* NUMA balancing. */
#include "support/balancing.h"

#include <errno.h>
#include <numaif.h>
#include <time.h>

#include "support/kernel_file.h"
#include "support/nodes.h"
#include "support/page_state.h"

#ifndef MPOL_F_NUMA_BALANCING
#define MPOL_F_NUMA_BALANCING (1 << 13)
#endif

#define FOLDER "/sys/kernel/debug/sched/numa_balancing/"
#define SWITCH "/proc/sys/kernel/numa_balancing"

#define BOTH_NODES 3UL
#define WAIT_MAX_S 10 /* of the machine's time */

#define SCAN_MIN_MB 32

/*
 * A scan ends when it has taken pages of this size (task_numa_work): more than
 * the area has, so that one scan takes them all, and comes to the end of the
 * address space. The next scan then begins at its start.
 */
static uint64_t scan_mb(size_t size)
{
	uint64_t mb = (size >> 20) + 1;

	return mb > SCAN_MIN_MB ? mb : SCAN_MIN_MB;
}

int balancing_begin(struct machine *machine, size_t size)
{
	int ret = machine_need_debugfs(machine, FOLDER);

	if (!ret)
		ret = machine_set_number(machine, FOLDER "scan_size_mb",
					 scan_mb(size));
	if (!ret)
		ret = machine_set(machine, FOLDER "scan_period_min_ms", "1");
	if (!ret)
		ret = machine_set(machine, FOLDER "scan_period_max_ms", "12");
	if (!ret)
		ret = machine_set(machine, FOLDER "scan_delay_ms", "0");
	return ret ? ret : machine_set(machine, SWITCH, "1");
}

/* Any policy of a process that does not name balancing forbids it. */
int balancing_forbid(void)
{
	const unsigned long node = 1UL << node_home();

	return set_mempolicy(MPOL_PREFERRED, &node, 8 * sizeof(node)) ? -errno
								      : 0;
}

int balancing_permit(const struct activity *a, bool permit)
{
	unsigned long nodes = BOTH_NODES;
	long ret;

	ret = permit ? mbind((void *)a->area, a->area_size,
			     MPOL_BIND | MPOL_F_NUMA_BALANCING, &nodes,
			     8 * sizeof(nodes), 0)
		     : mbind((void *)a->area, a->area_size, MPOL_DEFAULT, NULL,
			     0, 0);
	return ret ? -errno : 0;
}

static uint64_t pages_taken(void)
{
	return kernel_number_of("/proc/vmstat", "numa_pte_updates");
}

/*
 * The pages tell, and not the number of scans of the process: one may pass
 * before the area has its policy.
 */
int balancing_scan(struct activity *a)
{
	uint64_t before = pages_taken();
	time_t end = time(NULL) + WAIT_MAX_S;
	int ret = balancing_permit(a, true);

	while (!ret && pages_taken() - before < a->target_size / PAGE_BYTES)
		if (time(NULL) > end)
			ret = not_done(a, "there was no scan");
	return ret;
}
