// SPDX-License-Identifier: GPL-2.0-only
/* Device faults: hmm_range_fault() and its protocol with invalidations. */
#include <linux/hmm.h>
#include <linux/jiffies.h>
#include <linux/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "fault.h"
#include "policy.h"
#include "session.h"
#include "shadow_stack.h"

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
	mnb_range_stash_drain(&ctx->ranges);
	kfree(ctx->pfns);
}

/*
 * Under the device lock: add the pages that hmm_range_fault() found. Returns
 * how many the device did not have.
 */
static unsigned long map_pages(struct mnb_session *session,
			       struct mnb_fault *fault,
			       const unsigned long *pfns,
			       struct mnb_pt_node *leaf)
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
	if (unlikely(dev->policy))
		mnb_policy_fault_mapped(dev, fault, entries);
	dev->counters.faults++;
	dev->counters.pages_faulted += mapped;
	if (session->mode->mapped)
		session->mode->mapped(session, fault, mapped);
	return mapped;
}

/*
 * Add the pages, or return -EBUSY if an invalidation came in between. @mapped:
 * how many the device did not have. Under the driver's lock, if it has one. No
 * memory is allocated under a lock that callbacks take, because reclaim calls
 * callbacks. -ENOBUFS: fill the stash of nodes and call this again.
 */
static int enter_pages(struct mnb_session *session, struct mnb_fault *fault,
		       const unsigned long *pfns, unsigned long *mapped)
{
	struct mnb_device *dev = &session->device;
	struct mnb_pt_node *leaf;
	int ret = 0;

	spin_lock(&dev->lock);
	if (session->mode->read_retry(session, fault))
		ret = -EBUSY;
	else if (unlikely(dev->policy))
		ret = mnb_policy_fault_prepare(dev, fault);
	if (!ret) {
		leaf = mnb_pt_make(&dev->pt, fault->start >> PAGE_SHIFT, 0,
				   fault->stash);
		if (leaf)
			*mapped = map_pages(session, fault, pfns, leaf);
		else
			ret = -ENOBUFS;
	}
	spin_unlock(&dev->lock);
	return ret;
}

/* The device maps the pages, which takes time. -EINTR */
static int wait_for_map(struct mnb_device *dev, unsigned long mapped)
{
	u64 latency_ns = mnb_latency(0, mapped, dev->map_page_ns);

	return latency_ns ? mnb_queue_delay(&dev->queue, latency_ns) : 0;
}

/*
 * As enter_pages(), with the driver's lock. A driver waits under it for the
 * device to map the pages, as mlx5 does under umem_mutex, if its holder may
 * sleep.
 */
static int enter_locked(struct mnb_session *session, struct mnb_fault *fault,
			const unsigned long *pfns)
{
	struct mnb_device *dev = &session->device;
	unsigned long mapped = 0;
	bool inside = false;
	int ret;

	if (dev->policy && dev->policy->kind) {
		ret = mnb_policy_fault_enter(dev, fault);
		if (ret)
			return ret;
		inside = dev->policy->kind->sleeps;
	}
	ret = enter_pages(session, fault, pfns, &mapped);
	if (inside && !ret)
		ret = wait_for_map(dev, mapped);
	if (dev->policy && dev->policy->kind)
		mnb_policy_fault_exit(dev->policy, fault);
	if (!inside && !ret)
		ret = wait_for_map(dev, mapped);
	return ret;
}

static int enter(struct mnb_session *session, struct mnb_fault *fault,
		 const unsigned long *pfns)
{
	int ret;

	for (;;) {
		ret = enter_locked(session, fault, pfns);
		if (ret != -ENOBUFS)
			return ret;
		ret = mnb_pt_stash_fill(fault->stash)
			      ?: mnb_range_stash_fill(fault->ranges);
		if (ret)
			return ret;
	}
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

	if (unlikely(session->device.policy)) {
		ret = mnb_policy_fault_begin(&session->device, fault);
		if (ret)
			return ret;
		range.end = fault->end;
	}
	ret = session->mode->read_begin(session, fault);
	if (ret)
		return ret;
	range.notifier_seq = fault->seq;
	memset(ctx->pfns, 0,
	       ((fault->end - fault->start) >> PAGE_SHIFT) *
		       sizeof(*ctx->pfns));

	if (mmap_read_lock_killable(session->mm))
		return -EINTR;
	ret = hmm_range_fault(&range)
		      ?: mnb_protect_shadow_stacks(session->mm, &range,
						   fault->write);
	mmap_read_unlock(session->mm);
	return ret ?: enter(session, fault, ctx->pfns);
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
		.ranges = &ctx->ranges,
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
