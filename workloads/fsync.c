// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload fsync: a mapped file is written to its disk. The pages of it that
 * were written become read-only first.
 */
#include <errno.h>
#include <unistd.h>

#include "workload.h"

static int operate(struct activity *a)
{
	return fsync(a->mapping.file) ? -errno : 0;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_pages(p, MNBENCH_EVENT_PROTECTION_PAGE, a->target,
		      target_end(a));
}

static const char *const needs[] = {"disk", NULL};

const struct workload workload_fsync = {
	.name = "fsync",
	.summary = "fsync(2) of a mapped file on a disk",
	.function = "page_vma_mkclean_one",
	.events = EVENT(PROTECTION_PAGE),
	.needs = needs,
	.wants = MEMORY_SHARED | MEMORY_FILE | MEMORY_DISK,
	.own_memory = true,
	.one_thread = true,
	.prepare = write_target,
	.operate = operate,
	.predict = predict,
};
