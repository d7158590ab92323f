// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode hybrid: a global notifier takes pages away, and an interval, inserted
 * for one fault, only provides the sequence number.
 *
 * That is correct because the mm calls intervals first. A fault that adds its
 * pages before the callback of its interval loses them to the global callback;
 * a later one finds the sequence number raised. If the interval was inserted
 * after the range started, mmu_interval_read_begin() waits for the end of the
 * range.
 *
 * The global callback must not fail, see global.h. Otherwise the mm would not
 * end the range for the interval tree.
 */
#include <linux/err.h>

#include "callback.h"
#include "global.h"
#include "interval.h"
#include "mode.h"
#include "session.h"

MNBENCH_MODE(hybrid, "hybrid", MODE_COVERS_EVERYTHING, MODE_RELEASED,
	     "global notifier for the device, an interval only for the "
	     "sequence number during a fault",
	     "nouveau");

static bool invalidate(struct mmu_interval_notifier *notifier,
		       const struct mmu_notifier_range *range,
		       unsigned long cur_seq)
{
	struct mnb_interval *interval = mnb_interval_of(notifier);
	struct mnb_device *dev = &interval->session->device;
	struct mnb_invalidation inv;

	if (!mnb_callback_enter(dev, interval, range, &inv))
		return !inv.failed;
	mmu_interval_set_seq(notifier, cur_seq);
	mnb_callback_exit(dev, &inv);
	return true;
}

static const struct mmu_interval_notifier_ops transient_ops = {
	.invalidate = invalidate,
};

static int fault_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	struct mnb_interval *interval =
		mnb_interval_create(session, fault->start,
				    fault->end - fault->start, &transient_ops,
				    sizeof(*interval));

	if (IS_ERR(interval))
		return PTR_ERR(interval);
	fault->notifier = &interval->notifier;
	fault->private = interval;
	return 0;
}

static void fault_end(struct mnb_session *session, struct mnb_fault *fault)
{
	mnb_interval_destroy(fault->private, sizeof(struct mnb_interval));
}

const struct mnb_mode mnb_mode_hybrid = {
	.info = &hybrid_info,
	.state_size = sizeof(struct mnb_global),
	.attach = mnb_global_attach,
	.detach = mnb_global_detach,
	.fault_begin = fault_begin,
	.read_begin = mnb_interval_read_begin,
	.read_retry = mnb_interval_read_retry,
	.fault_end = fault_end,
};
