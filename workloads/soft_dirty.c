// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload soft-dirty: all soft-dirty bits are cleared, as checkpointing and
 * live migration of a process do first. The notifier call is for the whole
 * address space, whatever it contains, so every interval gets a callback.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "workload.h"

static int prepare(struct activity *a)
{
	a->file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
	return a->file < 0 ? -errno : write_target(a);
}

static int operate(struct activity *a)
{
	return write(a->file, "4", 1) == 1 ? 0 : -errno;
}

static int finish(struct activity *a)
{
	return close(a->file) ? -errno : 0;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	(void)a;
	predict_call(p, MNBENCH_EVENT_SOFT_DIRTY, 0, UINTPTR_MAX);
}

const struct workload workload_soft_dirty = {
	.name = "soft-dirty",
	.summary = "all soft-dirty bits of the process cleared "
		   "(/proc/self/clear_refs)",
	.function = "clear_refs_write",
	.events = EVENT(SOFT_DIRTY),
	.everything = true,
	.prepare = prepare,
	.operate = operate,
	.finish = finish,
	.predict = predict,
};
