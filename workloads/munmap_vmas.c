// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload munmap-vmas: one munmap of several VMAs, of a page each if there are
 * few. The kernel makes one notifier call for the range, however many VMAs it
 * has.
 */
#include <errno.h>
#include <sys/mman.h>

#include "support/page_state.h"
#include "workload.h"

static int prepare(struct activity *a)
{
	int ret = map_and_write_target(a);

	return ret ? ret : cut_vmas(a->target, a->target_size, target_piece(a));
}

static int operate(struct activity *a)
{
	return munmap((void *)a->target, a->target_size) ? -errno : 0;
}

static int check(struct activity *a)
{
	return expect_unmapped(a, a->target, a->target_size);
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_unmap(p, a, a->target, target_end(a));
}

/* Those of cut_vmas(), if a VMA is larger than a block. */
static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict_cut_vmas(p, a->target, a->target_size, target_piece(a));
}

const struct workload workload_munmap_vmas = {
	.name = "munmap-vmas",
	.summary = "munmap(2) of several VMAs, of a page each",
	.function = "unmap_vmas",
	.events = EVENT(UNMAP),
	.unmaps = true,
	.prepare = prepare,
	.operate = operate,
	.check = check,
	.predict = predict,
	.predict_rest = predict_rest,
};
