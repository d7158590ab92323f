// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload khugepaged: the kernel's own thread collapses small pages into huge
 * ones. It is woken for that, and scans all memory that wants huge pages. The
 * time of an operation is mainly that of its scan.
 */
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "support/huge.h"
#include "support/kernel_file.h"
#include "support/page_state.h"
#include "workload.h"

#define THP         "/sys/kernel/mm/transparent_hugepage/"
#define WAKE        THP "khugepaged/scan_sleep_millisecs"
#define COLLAPSED   THP "khugepaged/pages_collapsed"
#define NEVER       "4000000000" /* ms until it looks by itself */
#define ALL_AT_ONCE "1000000"    /* pages */

/* Polls of a millisecond. */
#define POLLS_MAX       5000
#define POLLS_FOR_AGAIN 50

static int machine_begin(struct machine *machine, size_t size)
{
	int ret = machine_set(machine, WAKE, NEVER);

	(void)size;
	if (!ret)
		ret = machine_set(machine, THP "khugepaged/pages_to_scan",
				  ALL_AT_ONCE);
	return ret ? ret : machine_set(machine, THP "enabled", "madvise");
}

static int advise(const struct activity *a, int advice)
{
	return madvise((void *)a->area, a->area_size, advice) ? -errno : 0;
}

static int prepare(struct activity *a)
{
	int ret = advise(a, MADV_NOHUGEPAGE);

	if (!ret)
		ret = advise(a, MADV_DONTNEED);
	if (ret)
		return ret;
	/* A block without a page is not collapsed. */
	for (uintptr_t b = blocks_start(a); b < blocks_end(a); b += BLOCK_BYTES)
		touch_pages(b, PAGE_BYTES);
	return write_target(a);
}

/* A wake-up that comes during a scan is lost, so it is repeated. */
static int operate(struct activity *a)
{
	uint64_t blocks = (blocks_end(a) - blocks_start(a)) / BLOCK_BYTES;
	uint64_t before = kernel_number(COLLAPSED);
	int ret = advise(a, MADV_HUGEPAGE);

	for (int i = 0; !ret && i < POLLS_MAX; i++) {
		if (kernel_number(COLLAPSED) >= before + blocks)
			return 0;
		if (i % POLLS_FOR_AGAIN == 0)
			ret = kernel_write(WAKE, NEVER);
		usleep(1000);
	}
	return ret ? ret : not_done(a, "khugepaged collapsed nothing");
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_pieces(p, MNBENCH_EVENT_CLEAR, blocks_start(a), blocks_end(a),
		       BLOCK_BYTES);
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_CLEAR, a->area, area_end(a));
}

static const char *const needs[] = {"thp", NULL};

const struct workload workload_khugepaged = {
	.name = "khugepaged",
	.summary = "khugepaged collapses blocks of 2 MiB",
	.function = "collapse_huge_page",
	.events = EVENT(CLEAR),
	.needs = needs,
	.margin_behind = BLOCK_BYTES,
	.own_memory = true,
	.one_thread = true,
	.undisturbed = true,
	.machine_begin = machine_begin,
	.prepare = prepare,
	.operate = operate,
	.check = expect_huge_pages,
	.predict = predict,
	.predict_rest = predict_rest,
};
