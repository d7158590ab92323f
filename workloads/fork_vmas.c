// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload fork-vmas: fork of a process with several VMAs. There is a notifier
 * call for each private VMA with anonymous pages.
 */
#include "support/child.h"
#include "workload.h"

static int operate(struct activity *a)
{
	return child_start(a, true);
}

static void predict_copied(struct notifier_calls *p,
			   const struct copied_range *c)
{
	if (c->size)
		predict_call(p, MNBENCH_EVENT_PROTECTION_PAGE, c->start,
			     c->start + c->size);
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_copied(p, &a->copied[0]);
	if (!a->mapping.shared && !a->target_read)
		predict_pieces(p, fork_event(a), a->target, target_end(a),
			       target_piece(a));
	predict_copied(p, &a->copied[1]);
	predict_fork_program(a, p);
}

const struct workload workload_fork_vmas = {
	.name = "fork-vmas",
	.summary = "fork of a process with several VMAs, until the parent goes "
		   "on",
	.function = "copy_page_range",
	.events = EVENT(PROTECTION_PAGE),
	.forks = true,
	.begin = cut_target,
	.prepare = write_target,
	.operate = operate,
	.finish = child_end,
	.predict = predict,
};
