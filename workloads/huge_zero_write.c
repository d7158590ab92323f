// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload huge-zero-write: the first write to a block that was only read so
 * far, and has the huge zero page. Since 6.13 it gets a huge page of its own.
 * Before, the zero page is split, and each page that is written is copied.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/huge.h"
#include "support/kernel_version.h"
#include "workload.h"

#define THP   "/sys/kernel/mm/transparent_hugepage/"
#define NEVER "4000000000" /* ms until khugepaged looks by itself */

static int machine_begin(struct machine *machine, size_t size)
{
	int ret = machine_set(machine, THP "khugepaged/scan_sleep_millisecs",
			      NEVER);

	(void)size;
	if (!ret)
		ret = machine_set(machine, THP "use_zero_page", "1");
	return ret ? ret : machine_set(machine, THP "enabled", "madvise");
}

/*
 * A block that has a page table gets no huge page, and MADV_DONTNEED leaves it
 * there before 6.14. So the area is mapped again.
 */
static int prepare(struct activity *a)
{
	int ret = map_memory(&a->mapping, a->area, a->area_size);

	if (ret)
		return ret;
	if (madvise((void *)a->area, a->area_size, MADV_HUGEPAGE))
		return -errno;
	for (uintptr_t b = blocks_start(a); b < blocks_end(a); b += BLOCK_BYTES)
		read_pages(b, PAGE_BYTES);
	return 0;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	for (uintptr_t block = blocks_start(a); block < blocks_end(a);
	     block += BLOCK_BYTES) {
		uintptr_t end = block + BLOCK_BYTES;

		predict_call(p, MNBENCH_EVENT_CLEAR, block, end);
		if (a->kernel < KERNEL(6, 13))
			predict_pages(p, MNBENCH_EVENT_CLEAR,
				      block < a->target ? a->target : block,
				      end < target_end(a) ? end
							  : target_end(a));
	}
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_unmap(p, a, a->area, area_end(a));
}

static const char *const needs[] = {"thp", NULL};

const struct workload workload_huge_zero_write = {
	.name = "huge-zero-write",
	.summary = "writes to a block of 2 MiB that was only read",
	.function = "__split_huge_pmd, wp_page_copy (do_huge_zero_wp_pmd "
		    "since 6.13)",
	.events = EVENT(CLEAR),
	.needs = needs,
	.margin_behind = BLOCK_BYTES,
	.own_memory = true,
	.machine_begin = machine_begin,
	.prepare = prepare,
	.operate = touch_target,
	.predict = predict,
	.predict_rest = predict_rest,
};
