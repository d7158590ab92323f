// SPDX-License-Identifier: GPL-2.0-only
/*
 * The global notifier takes pages away; an interval, inserted for one fault, only
 * carries the sequence number. That is correct because the mm tells intervals
 * first: an attempt that enters its pages before the interval is told loses them
 * to the global callback, one that comes later finds the number raised. One whose
 * interval was inserted after the range began waits for the range to end.
 *
 * The global callback must not fail, or the mm would leave the interval tree as
 * frozen as it was told; see global.h.
 */
#include <linux/slab.h>

#include "global.h"
#include "interval.h"
#include "mode.h"
#include "planted.h"
#include "session.h"

MNBENCH_MODE(hybrid, "hybrid", MODE_COVERS_EVERYTHING, MODE_RELEASED,
	     "global notifier for the device, an interval only for the "
	     "sequence number during a fault",
	     "nouveau");

struct transient {
	struct mmu_interval_notifier notifier;
	struct mnb_device *dev;
};
MNB_ASSERT_BOOKKEEPING(struct transient);

static bool invalidate(struct mmu_interval_notifier *notifier,
		       const struct mmu_notifier_range *range,
		       unsigned long cur_seq)
{
	struct transient *transient =
		container_of(notifier, struct transient, notifier);

	spin_lock(&transient->dev->lock);
	if (!planted("hybrid-sequence"))
		mmu_interval_set_seq(notifier, cur_seq);
	spin_unlock(&transient->dev->lock);
	return true;
}

static const struct mmu_interval_notifier_ops transient_ops = {
	.invalidate = invalidate,
};

static int fault_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	struct transient *transient;
	int ret;

	transient = kzalloc(sizeof(*transient), GFP_KERNEL_ACCOUNT);
	if (!transient)
		return -ENOMEM;
	transient->dev = &session->device;
	ret = mnb_interval_insert(session, &transient->notifier, fault->start,
				  fault->end - fault->start, &transient_ops,
				  sizeof(*transient));
	if (ret) {
		kfree(transient);
		return ret;
	}
	fault->notifier = &transient->notifier;
	fault->private = transient;
	return 0;
}

static void fault_end(struct mnb_session *session, struct mnb_fault *fault)
{
	struct transient *transient = fault->private;

	mnb_interval_remove(session, &transient->notifier, sizeof(*transient));
	kfree(transient);
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
