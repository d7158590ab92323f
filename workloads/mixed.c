// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload mixed: small VMAs are mapped and unmapped beside device pages, as an
 * allocator does, and the protection of a large range full of device pages is
 * changed. Small chunks suit the first, large chunks the second.
 *
 * The small VMAs are 64 KiB behind the target, where they can be outside every
 * chunk with device pages. They are executable, so that they are never merged
 * with the VMA around them, and munmap makes a call for their range only.
 */
#include <errno.h>
#include <sys/mman.h>

#include "workload.h"

#define SMALL_CALLS  8
#define SMALL_OFFSET (64UL << 10)
/* The second half of the area, away from the small pieces. */
#define LARGE_BYTES (2 * BLOCK_BYTES)

static uintptr_t small_start(const struct activity *a)
{
	return a->target + SMALL_OFFSET;
}

static uintptr_t large_start(const struct activity *a)
{
	return a->area + a->area_size - LARGE_BYTES;
}

static int map_small(const struct activity *a)
{
	void *p = mmap((void *)small_start(a), a->target_size,
		       PROT_READ | PROT_WRITE | PROT_EXEC,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);

	if (p == MAP_FAILED)
		return -errno;
	touch_pages(small_start(a), a->target_size);
	return 0;
}

static int protect_large(const struct activity *a, int prot)
{
	return mprotect((void *)large_start(a), LARGE_BYTES, prot) ? -errno : 0;
}

static int prepare(struct activity *a)
{
	/* The range of mprotect's notifier call begins at the first page. */
	touch_pages(large_start(a), PAGE_BYTES);
	return map_small(a);
}

static int operate(struct activity *a)
{
	int ret = 0;

	for (int i = 0; !ret && i < SMALL_CALLS; i++) {
		if (i)
			ret = map_small(a);
		if (!ret && munmap((void *)small_start(a), a->target_size))
			ret = -errno;
	}
	return ret ? ret : protect_large(a, PROT_READ);
}

static int finish(struct activity *a)
{
	return protect_large(a, PROT_READ | PROT_WRITE);
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	for (int i = 0; i < SMALL_CALLS; i++)
		predict_call(p, MNBENCH_EVENT_UNMAP, small_start(a),
			     small_start(a) + a->target_size);
	predict_call(p, MNBENCH_EVENT_PROTECTION_VMA, large_start(a),
		     large_start(a) + LARGE_BYTES);
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	/* finish() makes the range writable again. */
	predict_call(p, MNBENCH_EVENT_PROTECTION_VMA, large_start(a),
		     large_start(a) + LARGE_BYTES);
}

const struct workload workload_mixed = {
	.name = "mixed",
	.summary = "8 munmap(2) of small VMAs and one mprotect(2) of 4 MiB, "
		   "apart",
	.function =
		"unmap_vmas, change_pmd_range (change_pud_range since 6.12)",
	.events = EVENT(UNMAP) | EVENT(PROTECTION_VMA),
	.common = true,
	.margin_behind = 4 * BLOCK_BYTES,
	.refuses = MEMORY_HUGETLB | MEMORY_THP,
	.prepare = prepare,
	.operate = operate,
	.finish = finish,
	.predict = predict,
	.predict_rest = predict_rest,
};
