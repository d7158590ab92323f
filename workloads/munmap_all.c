// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload munmap-all: all memory that the device uses is unmapped at once. The
 * range of the notifier call overlaps every chunk.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int operate(struct activity *a)
{
	return munmap((void *)a->target, a->target_size) ? -errno : 0;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_unmap(p, a, a->target, target_end(a));
}

const struct workload workload_munmap_all = {
	.name = "munmap-all",
	.summary = "one munmap(2) of the whole device region",
	.function = "unmap_vmas",
	.events = EVENT(UNMAP),
	.everything = true,
	.unmaps = true,
	.prepare = map_and_write_target,
	.operate = operate,
	.predict = predict,
};
