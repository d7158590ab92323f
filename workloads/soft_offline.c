// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload soft-offline: the kernel stops using a frame that may fail soon. Its
 * page moves. Each operation costs the machine these frames.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/klog.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "workload.h"

#ifndef MADV_SOFT_OFFLINE
#define MADV_SOFT_OFFLINE 101
#endif

/* Levels of the kernel's log on the console: klogctl(2). */
#define SET_CONSOLE_LEVEL 8
#define LEVEL_QUIET       1
#define LEVEL_DEFAULT     7

/* The kernel writes a line for each page, which takes long on a console. */
static int machine_begin(struct machine *machine, size_t size)
{
	(void)machine;
	(void)size;
	return klogctl(SET_CONSOLE_LEVEL, NULL, LEVEL_QUIET) ? -errno : 0;
}

static void machine_end(void)
{
	klogctl(SET_CONSOLE_LEVEL, NULL, LEVEL_DEFAULT);
}

static int begin(struct activity *a)
{
	a->own = calloc(a->target_size / PAGE_BYTES, sizeof(uint64_t));
	return a->own ? 0 : -ENOMEM;
}

static void end(struct activity *a)
{
	free(a->own);
}

static int prepare(struct activity *a)
{
	write_target(a);
	return target_frames(a, a->own);
}

static int operate(struct activity *a)
{
	return madvise((void *)a->target, a->target_size, MADV_SOFT_OFFLINE)
		       ? -errno
		       : 0;
}

static int check(struct activity *a)
{
	return target_expect_other_frames(a, a->own, "some pages did not move");
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_pages(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a));
}

static const char *const needs[] = {"memory-failure", NULL};

const struct workload workload_soft_offline = {
	.name = "soft-offline",
	.summary = "madvise(MADV_SOFT_OFFLINE): frames are taken out of use",
	.function = "try_to_migrate_one",
	.events = EVENT(CLEAR),
	.needs = needs,
	.refuses = MEMORY_HUGETLB | MEMORY_THP | MEMORY_COPIED_BY_WRITE,
	.one_thread = true,
	.machine_begin = machine_begin,
	.machine_end = machine_end,
	.begin = begin,
	.end = end,
	.prepare = prepare,
	.operate = operate,
	.check = check,
	.predict = predict,
};
