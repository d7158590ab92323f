// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload reclaim: the pages of a memory group are reclaimed, as a daemon does
 * that keeps memory free. The group is charged for the target alone: the
 * process is in it only while it writes its pages for the first time.
 */
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/kernel_file.h"
#include "support/page_state.h"
#include "support/swap.h"
#include "workload.h"

#define CGROUPS "/sys/fs/cgroup"
#define CONTROL CGROUPS "/cgroup.subtree_control"
#define GROUP   CGROUPS "/mnbench"
#define LRU_GEN "/sys/kernel/mm/lru_gen/enabled"

static int make_group(struct machine *machine)
{
	int ret = machine_need(machine, "cgroup2", CGROUPS,
			       CGROUPS "/cgroup.controllers");

	if (!ret)
		ret = kernel_write(CONTROL, "+memory");
	if (!ret && mkdir(GROUP, 0755) && errno != EEXIST)
		ret = -errno;
	return ret;
}

/* The plain lists, whose order is that of the first use of each page. */
static int machine_begin(struct machine *machine, size_t size)
{
	int ret = swap_begin(machine, size);

	if (!ret && !access(LRU_GEN, F_OK))
		ret = machine_set(machine, LRU_GEN, "0");
	return ret ? ret : make_group(machine);
}

static void machine_end(void)
{
	rmdir(GROUP);
	kernel_write(CONTROL, "-memory");
	swap_end();
}

static int begin(struct activity *a)
{
	int ret = kernel_write(GROUP "/cgroup.procs", "0");

	if (ret)
		return ret;
	/* What was written before is charged to somebody else. */
	ret = discard_target(a);
	if (!ret)
		ret = write_target(a);
	kernel_write(CGROUPS "/cgroup.procs", "0");
	return ret;
}

/* The marks of use are cleared, or reclaim would pass over the pages. */
static int prepare(struct activity *a)
{
	write_target(a);
	return madvise((void *)a->target, a->target_size, MADV_COLD) ? -errno
								     : 0;
}

static int operate(struct activity *a)
{
	return kernel_write_number(GROUP "/memory.reclaim", a->target_size);
}

static int check(struct activity *a)
{
	return target_expect(a, PAGE_PRESENT | PAGE_SWAPPED, PAGE_SWAPPED,
			     "some pages were not reclaimed");
}

static const char *const needs[] = {"swap", "memory-group", NULL};

const struct workload workload_reclaim = {
	.name = "reclaim",
	.summary = "memory.reclaim of a memory group, to swap space",
	.function = "try_to_unmap_one",
	.events = EVENT(CLEAR),
	.needs = needs,
	.own_memory = true,
	.one_thread = true,
	.undisturbed = true,
	.ages = true,
	.spares_used = true,
	.machine_begin = machine_begin,
	.machine_end = machine_end,
	.begin = begin,
	.prepare = prepare,
	.operate = operate,
	.check = check,
	.predict = predict_target_pages,
};
