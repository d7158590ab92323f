// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload poke: a debugger writes to pages of the process, by the function of
 * the kernel that ptrace(PTRACE_POKEDATA) calls, too. A child shares the pages,
 * so that each is copied.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "support/child.h"
#include "workload.h"

static int begin(struct activity *a)
{
	a->file = open("/proc/self/mem", O_RDWR | O_CLOEXEC);
	return a->file < 0 ? -errno : 0;
}

static void end(struct activity *a)
{
	if (a->file >= 0)
		close(a->file);
}

static int operate(struct activity *a)
{
	static const char text[] = "poke";

	for (uintptr_t page = a->target; page < target_end(a);
	     page += PAGE_BYTES)
		if (pwrite(a->file, text, sizeof(text), (off_t)page) !=
		    (ssize_t)sizeof(text))
			return -errno;
	return 0;
}

const struct workload workload_poke = {
	.name = "poke",
	.summary = "a write to each page through /proc/self/mem, as a debugger "
		   "does",
	.function = "wp_page_copy",
	.events = EVENT(CLEAR),
	.refuses = MEMORY_SHARED | MEMORY_HUGETLB | MEMORY_THP,
	.forks = true,
	.begin = begin,
	.end = end,
	.prepare = share_target,
	.operate = operate,
	.finish = child_end,
	.predict = predict_target_pages,
	.predict_rest = predict_share_target,
};
