// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload uffd-move: pages move to another address without their VMA, as a
 * garbage collector does it. There is a notifier call for each page, and since
 * 7 for each block of 2 MiB, which reaches to the end of what is moved.
 */
#include <errno.h>
#include <linux/userfaultfd.h>
#include <sys/mman.h>

#include "support/kernel_version.h"
#include "support/page_state.h"
#include "support/uffd.h"
#include "workload.h"

/* Blocks of both sides begin at the same pages. */
static uintptr_t destination(const struct activity *a)
{
	return a->spare + a->target % BLOCK_BYTES;
}

static int begin(struct activity *a)
{
	size_t size = a->target % BLOCK_BYTES + a->target_size;
	int ret = uffd_begin(a, UFFD_MOVE);

	if (!ret)
		ret = map_area(a->spare, size);
	return ret ? ret
		   : uffd_register(a->file, a->spare, size,
				   UFFDIO_REGISTER_MODE_MISSING);
}

static int operate(struct activity *a)
{
	ssize_t moved =
		uffd_move(a->file, destination(a), a->target, a->target_size);

	if (moved < 0)
		return (int)moved;
	return (size_t)moved == a->target_size
		       ? 0
		       : not_done(a, "some pages did not move");
}

static int check(struct activity *a)
{
	return target_expect(a, PAGE_PRESENT, 0, "some pages did not move");
}

static int finish(struct activity *a)
{
	return madvise((void *)destination(a), a->target_size, MADV_DONTNEED)
		       ? -errno
		       : 0;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	uintptr_t page = a->target;

	if (a->kernel < KERNEL(7, 0)) {
		predict_pages(p, MNBENCH_EVENT_CLEAR, page, target_end(a));
		return;
	}
	for (; page < target_end(a);
	     page = (page & ~(BLOCK_BYTES - 1)) + BLOCK_BYTES)
		predict_call(p, MNBENCH_EVENT_CLEAR, page, target_end(a));
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_CLEAR, destination(a),
		     destination(a) + a->target_size);
}

static const char *const needs[] = {"uffd-move", NULL};

const struct workload workload_uffd_move = {
	.name = "uffd-move",
	.summary = "userfaultfd moves pages to another address",
	.function = "move_pages_pte (move_pages_ptes since 7)",
	.events = EVENT(CLEAR),
	.needs = needs,
	.refuses = MEMORY_FILE | MEMORY_SHARED | MEMORY_HUGETLB | MEMORY_THP |
		   MEMORY_COPIED_BY_WRITE,
	.begin = begin,
	.end = uffd_end,
	.prepare = write_target,
	.operate = operate,
	.check = check,
	.finish = finish,
	.predict = predict,
	.predict_rest = predict_rest,
};
