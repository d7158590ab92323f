// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload truncate-other: another process cuts a file off that this one maps.
 * The calls are those of workload truncate, but the callbacks run in the other
 * process, whose memory is not what they are for.
 */
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "support/other.h"
#include "support/page_state.h"
#include "workload.h"

static off_t offset_of(const struct activity *a, uintptr_t address)
{
	return (off_t)(address - a->mapping.base);
}

static int operate(struct activity *a)
{
	return other_call(a, SYS_ftruncate, a->mapping.file,
			  offset_of(a, a->target), 0);
}

static int finish(struct activity *a)
{
	return ftruncate(a->mapping.file, offset_of(a, target_end(a))) ? -errno
								       : 0;
}

/* Before the pages of the file are freed, and once more after it. */
static void predict(const struct activity *a, struct notifier_calls *p)
{
	for (int i = 0; i < 2; i++)
		predict_call(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a));
}

const struct workload workload_truncate_other = {
	.name = "truncate-other",
	.summary = "ftruncate(2), by another process, of a mapped file",
	.function = "zap_page_range_single (zap_vma_range_batched since 7)",
	.events = EVENT(CLEAR),
	.wants = MEMORY_SHARED | MEMORY_FILE,
	.own_memory = true,
	.one_thread = true,
	.takes_access = true,
	.begin = other_begin,
	.end = other_end,
	.prepare = write_target,
	.operate = operate,
	.check = target_expect_discarded,
	.finish = finish,
	.predict = predict,
};
