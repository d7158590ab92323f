// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload ksm-unmerge: the application does not want merged pages any more, so
 * each of them is copied.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/ksm.h"
#include "workload.h"

static int advise(const struct activity *a, int advice)
{
	return madvise((void *)a->area, a->area_size, advice) ? -errno : 0;
}

static int prepare(struct activity *a)
{
	int ret = advise(a, MADV_MERGEABLE);

	if (!ret)
		ret = write_target(a);
	return ret ? ret : ksm_merge(a);
}

static int operate(struct activity *a)
{
	return advise(a, MADV_UNMERGEABLE);
}

static const char *const needs[] = {"ksm", NULL};

const struct workload workload_ksm_unmerge = {
	.name = "ksm-unmerge",
	.summary = "madvise(MADV_UNMERGEABLE) of merged pages",
	.function = "wp_page_copy",
	.events = EVENT(CLEAR),
	.needs = needs,
	.pages_min = 2,
	.own_memory = true,
	.one_thread = true,
	.undisturbed = true,
	.machine_begin = ksm_machine_begin,
	.machine_end = ksm_machine_end,
	.begin = ksm_begin,
	.prepare = prepare,
	.operate = operate,
	.finish = ksm_finish,
	.predict = predict_target_pages,
	.predict_rest = ksm_predict_merge,
};
