/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How long the callbacks of a session may wait for the device where a long wait
 * would harm the system: in ranges that are not blockable, where they spin, and
 * in a process that ends, which no signal stops any more. The latter goes for
 * another process, too, that closes the session. Each is the sum over all
 * callbacks of the session, and what is used up does not come back. So nothing
 * uses it but the end of the process, of the mm or of the session: ranges that
 * are not blockable are those of a reaper. A thread that exits before its
 * process waits as any other, and so does another process in a range of this
 * mm.
 *
 * A callback that may wait no longer returns while the device still works. The
 * device has lost the pages by then, so none is stale.
 */
#ifndef MNB_BUDGET_H
#define MNB_BUDGET_H

#include <linux/atomic.h>
#include <linux/mm_types.h>

struct mnb_budget {
	struct mm_struct *mm;
	bool skip_dying; /* MNBENCH_DYING_SKIP */
	bool closing;    /* the last user of the file has closed it */
	/* What is left, in ns. */
	atomic64_t spin_ns, dying_ns;
};

void mnb_budget_init(struct mnb_budget *budget, struct mm_struct *mm,
		     bool skip_dying);

/*
 * Until when this task may wait for something that ends at @when_ns of the
 * monotonic clock; at most that, and in the past if it may not wait.
 */
u64 mnb_budget_limit(struct mnb_budget *budget, u64 when_ns, bool may_sleep);
/*
 * Of that, give back what was not needed. Only for a wait that was limited:
 * without @may_sleep, or if mnb_budget_exits() was true before.
 */
void mnb_budget_return(struct mnb_budget *budget, u64 ns, bool may_sleep);

/*
 * Whether the mm goes, or with MNBENCH_DYING_SKIP the task. It stays true in
 * the task.
 */
bool mnb_budget_exits(const struct mnb_budget *budget);

/* The session is being closed; from here on no other process waits long. */
void mnb_budget_close(struct mnb_budget *budget);

#endif
