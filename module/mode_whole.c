// SPDX-License-Identifier: GPL-2.0-only
/* Mode whole: one interval notifier for the whole address space. */
#include "interval.h"
#include "mode.h"
#include "session.h"

MNBENCH_MODE(whole, "whole", MODE_COVERS_EVERYTHING, 0,
	     "one interval notifier over the whole address space",
	     "lib/test_hmm.c");

static int attach(struct mnb_session *session)
{
	int ret = mnb_interval_register(session);

	if (ret)
		return ret;
	/* state_size includes the interval, so there are no bytes to add. */
	return mnb_interval_insert(session, session->state, 0,
				   ULONG_MAX & PAGE_MASK, &mnb_interval_ops, 0);
}

static void detach(struct mnb_session *session)
{
	/* While the notifier is still there to tell the device of changes. */
	mnb_device_drop(&session->device, 0, ULONG_MAX);
	mnb_interval_remove(session->state, 0);
}

static int fault_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	struct mnb_interval *interval = session->state;

	fault->notifier = &interval->notifier;
	return 0;
}

const struct mnb_mode mnb_mode_whole = {
	.info = &whole_info,
	.state_size = sizeof(struct mnb_interval),
	.attach = attach,
	.detach = detach,
	.fault_begin = fault_begin,
	.read_begin = mnb_interval_read_begin,
	.read_retry = mnb_interval_read_retry,
};
