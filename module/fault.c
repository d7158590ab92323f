// SPDX-License-Identifier: GPL-2.0-only
/* Device faults: hmm_range_fault() and its protocol with invalidations. */
#include <linux/hmm.h>
#include <linux/jiffies.h>
#include <linux/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "fault.h"
#include "session.h"

#define LEAF_SIZE (MNB_PT_ENTRIES << PAGE_SHIFT)

int mnb_fault_context_init(struct mnb_fault_context *ctx)
{
	ctx->pfns = kmalloc_array(MNB_PT_ENTRIES, sizeof(*ctx->pfns),
				  GFP_KERNEL_ACCOUNT);
	return ctx->pfns ? 0 : -ENOMEM;
}

void mnb_fault_context_destroy(struct mnb_fault_context *ctx)
{
	mnb_pt_stash_drain(&ctx->stash);
	kfree(ctx->pfns);
}

/* Under the device lock: add the pages that hmm_range_fault() found. */
static void map_pages(struct mnb_session *session, struct mnb_fault *fault,
		      const unsigned long *pfns, struct mnb_pt_node *leaf)
{
	struct mnb_device *dev = &session->device;
	unsigned long first = fault->start >> PAGE_SHIFT;
	unsigned long count = (fault->end - fault->start) >> PAGE_SHIFT;
	unsigned long *entries = mnb_pt_entries(leaf, first);
	unsigned long i, mapped = 0;

	for (i = 0; i < count; i++) {
		unsigned long pfn = pfns[i] & ~HMM_PFN_FLAGS;
		unsigned long entry =
			pfn << MNB_PTE_PFN_SHIFT | MNB_PTE_PRESENT;

		if (pfns[i] & HMM_PFN_WRITE)
			entry |= MNB_PTE_WRITE;
		mapped += !entries[i];
		entries[i] = entry;
	}
	mnb_pt_stored(&dev->pt, leaf, first, count, mapped);
	dev->counters.faults++;
	dev->counters.pages_faulted += mapped;
	if (session->mode->mapped)
		session->mode->mapped(session, fault, mapped);
}

/* Add the pages, or return -EBUSY if an invalidation came in between. */
static int enter_pages(struct mnb_session *session, struct mnb_fault *fault,
		       const unsigned long *pfns)
{
	struct mnb_device *dev = &session->device;
	struct mnb_pt_node *leaf;
	int ret;

	for (;;) {
		spin_lock(&dev->lock);
		if (session->mode->read_retry(session, fault)) {
			ret = -EBUSY;
			break;
		}
		leaf = mnb_pt_make(&dev->pt, fault->start >> PAGE_SHIFT, 0,
				   fault->stash);
		if (leaf) {
			map_pages(session, fault, pfns, leaf);
			ret = 0;
			break;
		}
		spin_unlock(&dev->lock);
		ret = mnb_pt_stash_fill(fault->stash);
		if (ret)
			return ret;
	}
	spin_unlock(&dev->lock);
	return ret;
}

/*
 * One attempt, as Documentation/mm/hmm.rst describes it. -EBUSY if an
 * invalidation came in between.
 */
static int try_fault(struct mnb_session *session, struct mnb_fault *fault,
		     struct mnb_fault_context *ctx)
{
	struct hmm_range range = {
		.notifier = fault->notifier,
		.start = fault->start,
		.end = fault->end,
		.hmm_pfns = ctx->pfns,
		.default_flags = HMM_PFN_REQ_FAULT |
				 (fault->write ? HMM_PFN_REQ_WRITE : 0),
	};
	int ret;

	ret = session->mode->read_begin(session, fault);
	if (ret)
		return ret;
	range.notifier_seq = fault->seq;
	memset(ctx->pfns, 0,
	       ((fault->end - fault->start) >> PAGE_SHIFT) *
		       sizeof(*ctx->pfns));

	if (mmap_read_lock_killable(session->mm))
		return -EINTR;
	ret = hmm_range_fault(&range);
	mmap_read_unlock(session->mm);
	return ret ?: enter_pages(session, fault, ctx->pfns);
}

static void count(struct mnb_device *dev, __u64 *counter)
{
	spin_lock(&dev->lock);
	(*counter)++;
	spin_unlock(&dev->lock);
}

/* Try until no invalidation comes in between, as long as test_hmm does. */
static int fault_until_mapped(struct mnb_session *session,
			      struct mnb_fault *fault,
			      struct mnb_fault_context *ctx)
{
	struct mnb_device *dev = &session->device;
	unsigned long timeout =
		jiffies + msecs_to_jiffies(HMM_RANGE_DEFAULT_TIMEOUT);
	int ret;

	for (;;) {
		ret = try_fault(session, fault, ctx);
		if (ret != -EBUSY)
			return ret;
		count(dev, &dev->counters.collisions);
		if (fatal_signal_pending(current))
			return -EINTR;
		if (time_after(jiffies, timeout)) {
			count(dev, &dev->counters.gave_up);
			return -EBUSY;
		}
		cond_resched();
	}
}

int mnb_fault(struct mnb_session *session, struct mnb_fault_context *ctx,
	      unsigned long start, unsigned long end, bool write)
{
	const struct mnb_mode *mode = session->mode;
	struct mnb_device *dev = &session->device;
	struct mnb_fault fault = {
		.start = start,
		/* At most one leaf of the device page table. */
		.end = min(end, ALIGN_DOWN(start, LEAF_SIZE) + LEAF_SIZE),
		.write = write,
		.stash = &ctx->stash,
	};
	int ret;

	if (dev->fault_ns) {
		ret = mnb_queue_delay(&dev->queue, dev->fault_ns);
		if (ret)
			return ret;
	}
	/* The mm cannot exit meanwhile, because this is one of its tasks. */
	ret = mode->fault_begin(session, &fault);
	if (ret)
		return ret;
	ret = fault_until_mapped(session, &fault, ctx);
	if (ret && ret != -EBUSY && ret != -EINTR &&
	    fault.end - fault.start > PAGE_SIZE) {
		/* The error may be that of a later page. */
		fault.end = fault.start + PAGE_SIZE;
		ret = fault_until_mapped(session, &fault, ctx);
	}
	if (mode->fault_end)
		mode->fault_end(session, &fault);
	if (!ret)
		ctx->faults++;
	return ret;
}
