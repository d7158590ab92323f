// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload hwpoison: the memory of pages has failed. The kernel unmaps them for
 * good; who uses one gets SIGBUS. Each operation costs the machine these
 * frames.
 */
#include <errno.h>
#include <signal.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "workload.h"

#ifndef MADV_HWPOISON
#define MADV_HWPOISON 100
#endif

static void ignore(int signal)
{
	(void)signal;
}

/* Since 6.10 the process is told at once, and would die of it. */
static int begin(struct activity *a)
{
	const struct sigaction action = {.sa_handler = ignore};

	(void)a;
	return sigaction(SIGBUS, &action, NULL) ? -errno : 0;
}

static int operate(struct activity *a)
{
	return madvise((void *)a->target, a->target_size, MADV_HWPOISON)
		       ? -errno
		       : 0;
}

static int check(struct activity *a)
{
	return target_expect(a, PAGE_PRESENT | PAGE_SWAPPED, PAGE_SWAPPED,
			     "some pages are still there");
}

/* What stands for a poisoned page is discarded like a page. */
static int finish(struct activity *a)
{
	return discard_target(a);
}

static const char *const needs[] = {"memory-failure", NULL};

const struct workload workload_hwpoison = {
	.name = "hwpoison",
	.summary = "madvise(MADV_HWPOISON): frames have failed",
	.function = "try_to_unmap_one",
	.events = EVENT(CLEAR),
	.needs = needs,
	.own_memory = true,
	.takes_access = true,
	.one_thread = true,
	.undisturbed = true,
	.machine_begin = machine_quiet,
	.begin = begin,
	.prepare = write_target,
	.operate = operate,
	.check = check,
	.finish = finish,
	.predict = predict_target_pages,
	.predict_rest = predict_target,
};
