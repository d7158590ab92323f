// SPDX-License-Identifier: GPL-2.0-only
/* Pinning the memory of a buffer, and mapping it on the device. */
#include <linux/capability.h>
#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "pin.h"
#include "session.h"

/* How many pages are pinned before signals are looked for. */
#define PIN_BATCH 4096UL

static int account(struct mm_struct *mm, unsigned long count)
{
	unsigned long limit = rlimit(RLIMIT_MEMLOCK) >> PAGE_SHIFT;

	if (atomic64_add_return(count, &mm->pinned_vm) <= limit ||
	    capable(CAP_IPC_LOCK))
		return 0;
	atomic64_sub(count, &mm->pinned_vm);
	return -ENOMEM;
}

static void unpin(struct mnb_pin *pin, unsigned long count)
{
	unsigned long n, done;

	for (done = 0; done < count; done += n) {
		n = min(count - done, PIN_BATCH);
		unpin_user_pages_dirty_lock(pin->pages + done, n, true);
		cond_resched();
	}
}

/* @done: (out) how many pages were pinned, also on failure */
static int pin_all(struct mnb_pin *pin, unsigned long start,
		   unsigned long *done)
{
	for (*done = 0; *done < pin->count;) {
		int n;

		if (fatal_signal_pending(current))
			return -EINTR;
		n = pin_user_pages_fast(start + (*done << PAGE_SHIFT),
					min(pin->count - *done, PIN_BATCH),
					FOLL_WRITE | FOLL_LONGTERM,
					pin->pages + *done);
		if (n <= 0)
			return n ?: -EFAULT;
		*done += n;
		cond_resched();
	}
	return 0;
}

struct mnb_pin *mnb_pin_create(struct mm_struct *mm, unsigned long start,
			       unsigned long length)
{
	unsigned long count = length >> PAGE_SHIFT, done;
	struct mnb_pin *pin;
	int ret;

	/* Before the memory for their list, which is as long. */
	ret = account(mm, count);
	if (ret)
		return ERR_PTR(ret);
	ret = -ENOMEM;
	pin = kvzalloc(struct_size(pin, pages, count),
		       GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!pin)
		goto unaccount;
	pin->mm = mm;
	pin->count = count;
	ret = pin_all(pin, start, &done);
	if (!ret)
		return pin;
	unpin(pin, done);
	kvfree(pin);
unaccount:
	atomic64_sub(count, &mm->pinned_vm);
	return ERR_PTR(ret);
}

void mnb_pin_destroy(struct mnb_pin *pin)
{
	unpin(pin, pin->count);
	atomic64_sub(pin->count, &pin->mm->pinned_vm);
	kvfree(pin);
}

size_t mnb_pin_bytes(const struct mnb_pin *pin)
{
	return struct_size(pin, pages, pin->count);
}

/* Under the device lock: map the pages that one leaf holds. */
static void map_leaf(struct mnb_device *dev, struct mnb_pt_node *leaf,
		     unsigned long first, struct page *const *pages,
		     unsigned long count)
{
	unsigned long *entries = mnb_pt_entries(leaf, first);
	unsigned long i, fresh = 0;

	for (i = 0; i < count; i++) {
		fresh += !entries[i];
		entries[i] = page_to_pfn(pages[i]) << MNB_PTE_PFN_SHIFT |
			     MNB_PTE_PRESENT | MNB_PTE_WRITE;
	}
	mnb_pt_stored(&dev->pt, leaf, first, count, fresh);
}

int mnb_pin_map(struct mnb_session *session, const struct mnb_pin *pin,
		unsigned long start)
{
	struct mnb_device *dev = &session->device;
	unsigned long first = start >> PAGE_SHIFT, done = 0, n;
	struct mnb_pt_stash stash = {};
	struct mnb_pt_node *leaf;
	int ret = 0;

	while (!ret && done < pin->count) {
		if (fatal_signal_pending(current)) {
			ret = -EINTR;
			break;
		}
		n = MNB_PT_ENTRIES - ((first + done) & (MNB_PT_ENTRIES - 1));
		n = min(n, pin->count - done);
		spin_lock(&dev->lock);
		leaf = mnb_pt_make(&dev->pt, first + done, 0, &stash);
		if (leaf) {
			map_leaf(dev, leaf, first + done, pin->pages + done, n);
			done += n;
		}
		spin_unlock(&dev->lock);
		if (!leaf)
			ret = mnb_pt_stash_fill(&stash);
		cond_resched();
	}
	mnb_pt_stash_drain(&stash);
	return ret;
}
