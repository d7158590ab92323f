// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload munmap-holes: one munmap of a range with a hole in its middle, as a
 * program does that gives back what it has reserved. The kernel makes one
 * notifier call for the range as the program gave it, with its holes.
 *
 * The target comes first, then a hole as large, then as much memory again.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "workload.h"

static uintptr_t behind_hole(const struct activity *a)
{
	return a->target + 2 * a->target_size;
}

static int unmap(const struct activity *a)
{
	return munmap((void *)a->target, 3 * a->target_size) ? -errno : 0;
}

static int prepare(struct activity *a)
{
	int ret = map_memory(&a->mapping, a->target, a->target_size);

	if (!ret)
		ret = map_memory(&a->mapping, behind_hole(a), a->target_size);
	return ret ? ret : write_target(a);
}

/* Until the first operation the device finds the target mapped. */
static int begin(struct activity *a)
{
	int ret = unmap(a);

	return ret ? ret : prepare(a);
}

static int operate(struct activity *a)
{
	return unmap(a);
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_splits(p, a->area, target_end(a), a->target, target_end(a));
	predict_splits(p, behind_hole(a), area_end(a), behind_hole(a),
		       behind_hole(a) + a->target_size);
	predict_call(p, MNBENCH_EVENT_UNMAP, a->target,
		     a->target + 3 * a->target_size);
	/* Of the two VMAs. */
	predict_unmap_inside_pieces(p, a, a->target, target_end(a),
				    a->target_size);
	predict_unmap_inside_pieces(p, a, behind_hole(a),
				    behind_hole(a) + a->target_size,
				    a->target_size);
}

const struct workload workload_munmap_holes = {
	.name = "munmap-holes",
	.summary = "munmap(2) of two VMAs with a hole between them",
	.function = "__split_huge_pmd, unmap_vmas",
	.events = EVENT(CLEAR) | EVENT(UNMAP),
	.margin_behind = BLOCK_BYTES,
	.room = 3,
	.unmaps = true,
	.begin = begin,
	.prepare = prepare,
	.operate = operate,
	.check = target_expect_unmapped,
	.predict = predict,
};
