// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mremap-grow: a VMA grows to double its size where it is, as realloc
 * of a large block does if it can. No page is taken from anybody, so there is
 * no notifier call.
 *
 * Behind the target is a hole that is a page larger than it grows, so that the
 * VMA is not merged with what follows.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

static size_t hole_size(const struct activity *a)
{
	return a->target_size + PAGE_BYTES;
}

static int begin(struct activity *a)
{
	return munmap((void *)target_end(a), hole_size(a)) ? -errno : 0;
}

/* A VMA that cannot grow where it is does not: it must not move. */
static int resize(const struct activity *a, size_t from, size_t to)
{
	void *p = mremap((void *)a->target, from, to, 0);

	return p == MAP_FAILED ? -errno : 0;
}

static int operate(struct activity *a)
{
	return resize(a, a->target_size, 2 * a->target_size);
}

static int finish(struct activity *a)
{
	return resize(a, 2 * a->target_size, a->target_size);
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	uintptr_t end = target_end(a) + a->target_size;

	predict_splits(p, a->area, end, target_end(a), end);
	predict_call(p, MNBENCH_EVENT_UNMAP, target_end(a), end);
}

const struct workload workload_mremap_grow = {
	.name = "mremap-grow",
	.summary = "mremap(2) of a VMA to double its size, in place: a control",
	.margin_behind = BLOCK_BYTES,
	.room = 3,
	.refuses = MEMORY_HUGETLB,
	.begin = begin,
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict_nothing,
	.predict_rest = predict_rest,
};
