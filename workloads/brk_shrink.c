// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload brk-shrink: the heap shrinks, as when an allocator trims it. So that
 * the heap ends in the area, its end is set there for the time of the operation
 * and set back, by prctl(PR_SET_MM), which makes no notifier call.
 */
#include <errno.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "support/page_state.h"
#include "workload.h"

static int set_break(uintptr_t address)
{
	return prctl(PR_SET_MM, PR_SET_MM_BRK, address, 0, 0) ? -errno : 0;
}

/* Not brk(3): the C library must not learn of it, or it would go on there. */
static int operate(struct activity *a)
{
	uintptr_t old = (uintptr_t)syscall(SYS_brk, 0), is;
	int ret = set_break(target_end(a));

	if (ret)
		return ret;
	is = (uintptr_t)syscall(SYS_brk, a->target);
	ret = set_break(old);
	if (ret)
		return ret;
	return is == a->target ? 0 : not_done(a, "the heap did not shrink");
}

const struct workload workload_brk_shrink = {
	.name = "brk-shrink",
	.summary = "brk(2) that makes the heap smaller",
	.function = "unmap_vmas",
	.events = EVENT(UNMAP),
	.one_thread = true,
	.unmaps = true,
	.prepare = map_and_write_target,
	.operate = operate,
	.check = target_expect_unmapped,
	.predict = predict_target_unmap,
};
