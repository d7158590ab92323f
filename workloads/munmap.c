// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload munmap: a whole VMA is unmapped, with one notifier call whatever is
 * populated in it.
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

const struct workload workload_munmap = {
	.name = "munmap",
	.summary = "munmap(2) of a whole VMA whose pages were written",
	.function = "unmap_vmas",
	.events = EVENT(UNMAP),
	.common = true,
	.unmaps = true,
	.prepare = map_and_write_target,
	.operate = operate,
	.predict = predict,
};
