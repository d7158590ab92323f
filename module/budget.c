// SPDX-License-Identifier: GPL-2.0-only
/* What a session may still wait for its device. */
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/timekeeping.h>

#include "budget.h"
#include "mnbench_abi.h"

void mnb_budget_init(struct mnb_budget *budget, struct mm_struct *mm,
		     bool skip_dying)
{
	budget->mm = mm;
	budget->skip_dying = skip_dying;
	atomic64_set(&budget->spin_ns, MNBENCH_LATENCY_MAX_NS);
	atomic64_set(&budget->dying_ns, MNBENCH_EXIT_WAIT_MAX_NS);
}

/* Before the wait, so that callbacks at the same time share what is left. */
static u64 take(atomic64_t *left, u64 ns)
{
	s64 old = atomic64_read(left), taken;

	do {
		taken = min_t(s64, old, ns);
	} while (!atomic64_try_cmpxchg(left, &old, old - taken));
	return taken;
}

/*
 * i915 looks at the task alone. So an exec waits, which also puts the mm, and
 * so does another process that puts it last.
 */
static bool skips(const struct mnb_budget *budget)
{
	return budget->skip_dying && current->flags & PF_EXITING;
}

bool mnb_budget_exits(const struct mnb_budget *budget)
{
	return !atomic_read(&budget->mm->mm_users) || skips(budget);
}

/* Whether this task is to be done soon, though its mm does not exit yet. */
static bool hurries(const struct mnb_budget *budget)
{
	/* A process that is killed is on its way to the exit. */
	if (current->mm == budget->mm)
		return fatal_signal_pending(current) ||
		       READ_ONCE(current->signal->flags) & SIGNAL_GROUP_EXIT;
	return READ_ONCE(budget->closing);
}

static atomic64_t *left_for(struct mnb_budget *budget, bool may_sleep)
{
	return may_sleep ? &budget->dying_ns : &budget->spin_ns;
}

u64 mnb_budget_limit(struct mnb_budget *budget, u64 when_ns, bool may_sleep)
{
	bool exits = mnb_budget_exits(budget);
	u64 now_ns;

	if (skips(budget))
		return 0;
	if (may_sleep && !exits && !hurries(budget))
		return when_ns;
	now_ns = ktime_get_mono_fast_ns();
	if (when_ns <= now_ns)
		return when_ns;
	return now_ns + take(left_for(budget, may_sleep), when_ns - now_ns);
}

void mnb_budget_return(struct mnb_budget *budget, u64 ns, bool may_sleep)
{
	atomic64_add(ns, left_for(budget, may_sleep));
}

void mnb_budget_close(struct mnb_budget *budget)
{
	WRITE_ONCE(budget->closing, true);
}
