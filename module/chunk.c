// SPDX-License-Identifier: GPL-2.0-only
/* The work item that removes the chunks of a session. */
#include <linux/sched/signal.h>
#include <linux/timer.h>

#include "chunk.h"

static void remove_dead(struct mnb_chunks *chunks)
{
	struct llist_node *dead = llist_del_all(&chunks->dead);
	struct mnb_chunk *chunk, *next;

	llist_for_each_entry_safe(chunk, next, dead, dead) {
		mnb_chunk_destroy(chunk, chunks->ops);
		cond_resched();
	}
}

static void removal_work(struct work_struct *work)
{
	remove_dead(container_of(work, struct mnb_chunks, removal));
}

void mnb_chunks_init(struct mnb_session *session,
		     const struct mnb_chunk_ops *ops)
{
	struct mnb_chunks *chunks = session->state;

	chunks->session = session;
	chunks->ops = ops;
	mutex_init(&chunks->insert_lock);
	init_llist_head(&chunks->dead);
	INIT_WORK(&chunks->removal, removal_work);
}

int mnb_flush_killable(struct work_struct *work, const struct timer_list *timer)
{
	/* flush_work() ignores signals, so call it when it need not wait. */
	while (!(timer && timer_pending(timer)) && work_busy(work)) {
		if (fatal_signal_pending(current))
			return -EINTR;
		schedule_timeout_killable(1);
	}
	flush_work(work);
	return 0;
}

int mnb_chunks_settle(struct mnb_session *session)
{
	struct mnb_chunks *chunks = session->state;

	return mnb_flush_killable(&chunks->removal, NULL);
}

void mnb_chunks_end_removal(struct mnb_chunks *chunks)
{
	/*
	 * A callback that dropped a chunk may not have queued the work yet.
	 * Removing what is left, and waiting for work that runs, waits for all
	 * callbacks; after that none queues it any more.
	 */
	remove_dead(chunks);
	cancel_work_sync(&chunks->removal);
}
