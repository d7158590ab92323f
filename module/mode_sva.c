// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode sva: the device shares the CPU's page table, as with PCIe ATS, and keeps
 * nothing but a TLB. The device page table is that TLB: an access that misses
 * it walks the CPU's page table.
 *
 * The subscription has no callback for ranges. It has one for each flush of the
 * CPU's TLB, often under the page-table lock, so it must not sleep. Between the
 * change of a page table and its flush both TLBs may hold the old page, which
 * the mm does not free before the flush. What the device may not do is enter an
 * old page after the flush. Each flush raises a number under the device lock,
 * after the page table was changed. A walk reads the number first, and starts
 * again if it finds another one when it enters its pages: then either the entry
 * comes first and the flush removes it, or the walk reads the changed table.
 */
#include <linux/hmm.h>

#include "callback.h"
#include "compat.h"
#include "mode.h"
#include "register.h"
#include "session.h"

MNBENCH_MODE(sva, "sva", MODE_COVERS_FLUSHES, MODE_RELEASED | MODE_APART,
	     "shared page table: the device's TLB is flushed with the CPU's",
	     "IOMMU SVA (Intel, AMD and Arm), ocxl");

struct sva {
	struct mmu_notifier notifier;
	struct mnb_session *session;
	bool detaching; /* the TLB is empty */
	/*
	 * Never inserted. It holds the number of flushes where
	 * hmm_range_fault() reads it.
	 */
	struct mmu_interval_notifier sequence;
};

/* Under the device lock. */
static void raise_sequence(struct sva *sva)
{
	mmu_interval_set_seq(&sva->sequence, sva->sequence.invalidate_seq + 1);
}

static void flush(struct mmu_notifier *mn, struct mm_struct *mm,
		  unsigned long start, unsigned long end)
{
	struct sva *sva = container_of(mn, struct sva, notifier);
	struct mnb_device *dev = &sva->session->device;
	struct mnb_invalidation inv;

	spin_lock(&dev->lock);
	raise_sequence(sva);
	mnb_device_flush(dev, start, end, &inv);
	spin_unlock(&dev->lock);

	/*
	 * The reaper of its memory may not spin as long as others do, such as
	 * kswapd, which reclaims some of it.
	 */
	inv.blockable = current->mm == mm || !mnb_mm_is_reaped(mm);
	if (inv.done_ns)
		mnb_callback_wait(dev, &inv, false);
}

/*
 * The mm exits, or the session detaches, which emptied the TLB before. No fault
 * can run: it would be in a task of the mm and hold the attach lock.
 */
static void release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	struct sva *sva = container_of(mn, struct sva, notifier);
	struct mnb_device *dev = &sva->session->device;
	struct mmu_notifier_range range = {
		.mm = mm,
		.end = ULONG_MAX,
		.flags = MMU_NOTIFIER_RANGE_BLOCKABLE,
		.event = MMU_NOTIFY_RELEASE,
	};
	struct mnb_invalidation inv;

	if (READ_ONCE(sva->detaching) ||
	    !mnb_callback_enter(dev, NULL, &range, &inv))
		return;
	raise_sequence(sva);
	mnb_device_begin(dev, &range, range.start, range.end - 1, &inv);
	mnb_callback_exit(dev, &inv);
}

static const struct mmu_notifier_ops sva_ops = {
	.mnb_secondary_op = flush,
	.release = release,
};

static int attach(struct mnb_session *session)
{
	struct sva *sva = session->state;

	sva->session = session;
	sva->sequence.mm = session->mm;
	sva->notifier.ops = &sva_ops;
	return mnb_register(&sva->notifier, session->mm);
}

static void detach(struct mnb_session *session)
{
	struct sva *sva = session->state;

	/* While the notifier is still there to tell the device of flushes. */
	mnb_device_drop(&session->device, 0, ULONG_MAX);
	WRITE_ONCE(sva->detaching, true);
	mmu_notifier_unregister(&sva->notifier, session->mm);
}

static int fault_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	struct sva *sva = session->state;

	fault->notifier = &sva->sequence;
	return 0;
}

/* The lock orders the number before the walk, and after the flush that set it.
 */
static int read_begin(struct mnb_session *session, struct mnb_fault *fault)
{
	struct sva *sva = session->state;

	spin_lock(&session->device.lock);
	fault->seq = sva->sequence.invalidate_seq;
	spin_unlock(&session->device.lock);
	return 0;
}

static bool read_retry(struct mnb_session *session, struct mnb_fault *fault)
{
	struct sva *sva = session->state;

	return mmu_interval_read_retry(&sva->sequence, fault->seq);
}

const struct mnb_mode mnb_mode_sva = {
	.info = &sva_info,
	.state_size = sizeof(struct sva),
	.attach = attach,
	.detach = detach,
	.fault_begin = fault_begin,
	.read_begin = read_begin,
	.read_retry = read_retry,
};
