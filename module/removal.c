// SPDX-License-Identifier: GPL-2.0-only
#include <linux/sched.h>

#include "removal.h"

static void remove_dead(struct work_struct *work)
{
	struct mnb_removal *removal =
		container_of(work, struct mnb_removal, work);
	struct llist_node *dead = llist_del_all(&removal->dead), *next;

	for (; dead; dead = next) {
		next = dead->next;
		removal->destroy(dead);
		cond_resched();
	}
}

void mnb_removal_init(struct mnb_removal *removal,
		      void (*destroy)(struct llist_node *dead))
{
	init_llist_head(&removal->dead);
	INIT_WORK(&removal->work, remove_dead);
	removal->destroy = destroy;
}

/*
 * A callback that added one may not have started the work yet. Removing what is
 * left here, and waiting for work that runs, waits for all callbacks; after that
 * nobody starts it any more.
 */
void mnb_removal_end(struct mnb_removal *removal)
{
	remove_dead(&removal->work);
	cancel_work_sync(&removal->work);
}
