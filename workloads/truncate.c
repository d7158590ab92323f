// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload truncate: a file that is mapped is cut off. All who map the end of
 * the file lose its pages: the kernel unmaps them before it frees them, and
 * once more after it, because somebody may have faulted meanwhile.
 */
#include <errno.h>
#include <unistd.h>

#include "support/page_state.h"
#include "workload.h"

static int resize(const struct activity *a, uintptr_t end)
{
	return ftruncate(a->mapping.file, (off_t)(end - a->mapping.base))
		       ? -errno
		       : 0;
}

static int operate(struct activity *a)
{
	return resize(a, a->target);
}

static int finish(struct activity *a)
{
	return resize(a, target_end(a));
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	for (int i = 0; i < 2; i++)
		predict_call(p, MNBENCH_EVENT_CLEAR, a->target, target_end(a));
}

const struct workload workload_truncate = {
	.name = "truncate",
	.summary = "ftruncate(2) of a mapped file",
	.function = "zap_page_range_single (zap_vma_range_batched since 7)",
	.events = EVENT(CLEAR),
	.wants = MEMORY_SHARED | MEMORY_FILE,
	.own_memory = true,
	.takes_access = true,
	.prepare = write_target,
	.operate = operate,
	.check = target_expect_discarded,
	.finish = finish,
	.predict = predict,
};
