/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Intervals that are no longer needed, of modes in which they come and go. A callback
 * must not remove its own: the work item that does waits for all callbacks that
 * still run, and frees what they use.
 */
#ifndef MNB_REMOVAL_H
#define MNB_REMOVAL_H

#include <linux/llist.h>
#include <linux/workqueue.h>

#include "compat.h"

struct mnb_removal {
	struct llist_head dead;
	struct work_struct work;
	void (*destroy)(struct llist_node *dead);
};

/*
 * The queue that removes intervals. It is the kernel's: what one of our own keeps
 * would share a slab with the nodes of VMA trees, and a module that nobody uses
 * must not be felt. Detaching waits for all work of a session, so none is left
 * when the module goes.
 */
#define mnb_removal_queue mnb_unbound_queue

void mnb_removal_init(struct mnb_removal *removal,
		      void (*destroy)(struct llist_node *dead));

/* Under the lock that its callback takes: nobody finds it any more. */
static inline void mnb_removal_add(struct mnb_removal *removal,
				   struct llist_node *dead)
{
	llist_add(dead, &removal->dead);
}

/*
 * Remove what was added: whoever did must call this, a callback at its very end, when
 * the device has let go.
 */
static inline void mnb_removal_start(struct mnb_removal *removal)
{
	queue_work(mnb_removal_queue, &removal->work);
}

/* Wait for what was started. */
static inline void mnb_removal_wait(struct mnb_removal *removal)
{
	flush_work(&removal->work);
}

/* Remove all, when nobody but callbacks that still run can add or start. */
void mnb_removal_end(struct mnb_removal *removal);

#endif
