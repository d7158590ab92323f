// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload msync: pages of a mapped file are written to its disk, as databases
 * do. They become read-only first, so that the kernel learns of the next write.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static int operate(struct activity *a)
{
	return msync((void *)a->target, a->target_size, MS_SYNC) ? -errno : 0;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_pages(p, MNBENCH_EVENT_PROTECTION_PAGE, a->target,
		      target_end(a));
}

static const char *const needs[] = {"disk", NULL};

const struct workload workload_msync = {
	.name = "msync",
	.summary = "msync(2) of pages of a file on a disk",
	.function = "page_vma_mkclean_one",
	.events = EVENT(PROTECTION_PAGE),
	.needs = needs,
	.wants = MEMORY_SHARED | MEMORY_FILE | MEMORY_DISK,
	.prepare = write_target,
	.operate = operate,
	.predict = predict,
};
