// SPDX-License-Identifier: GPL-2.0-only
/* The work items that remove the chunks of a session. */
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/timer.h>

#include "chunk.h"

/*
 * As many as 6.1 and 6.12 run at the same time on the queue that mlx5 uses, too
 * (WQ_UNBOUND_MAX_ACTIVE, on up to 128 processors; 7.x runs more).
 */
#define REMOVERS_MAX 512

/* A work item that destroys one chunk after the other. */
struct mnb_remover {
	struct work_struct work;
	struct llist_node node; /* in mnb_chunks.removers */
	const struct mnb_chunk_ops *ops;
	struct mnb_chunk *chunk; /* NULL: it has nothing to do */
};

static void remover_work(struct work_struct *work)
{
	struct mnb_remover *remover =
		container_of(work, struct mnb_remover, work);

	mnb_chunk_destroy(remover->chunk, remover->ops);
	/* From here on removal_work() may give it another. */
	smp_store_release(&remover->chunk, NULL);
}

/* One that has nothing to do, or a new one; NULL if there are enough. */
static struct mnb_remover *get_remover(struct mnb_chunks *chunks)
{
	struct mnb_remover *remover;
	unsigned int count = 0;

	llist_for_each_entry(remover, chunks->removers.first, node) {
		/* Pairs with remover_work(), which has then freed its chunk. */
		if (!smp_load_acquire(&remover->chunk))
			return remover;
		count++;
	}
	if (count >= REMOVERS_MAX)
		return NULL;
	remover = kmalloc(sizeof(*remover), GFP_KERNEL);
	if (!remover)
		return NULL;
	INIT_WORK(&remover->work, remover_work);
	remover->ops = chunks->ops;
	remover->chunk = NULL;
	llist_add(&remover->node, &chunks->removers);
	return remover;
}

void mnb_chunks_remove_dead(struct mnb_session *session)
{
	struct mnb_chunks *chunks = session->state;
	struct llist_node *dead = llist_del_all(&chunks->dead);
	struct mnb_chunk *chunk, *next;

	llist_for_each_entry_safe(chunk, next, dead, dead) {
		mnb_chunk_destroy(chunk, chunks->ops);
		cond_resched();
	}
}

/*
 * Each removal waits until no range is in progress in the mm. While ranges
 * follow one another that is seldom, so the removals must wait at the same
 * time; mlx5 has a work item for each chunk. This one destroys the last chunk
 * itself, so that a single one needs no other. Those that come meanwhile have
 * to wait for that, and then go together.
 */
static void removal_work(struct work_struct *work)
{
	struct mnb_chunks *chunks = container_of(work, struct mnb_chunks, work);
	struct llist_node *dead = llist_del_all(&chunks->dead);
	struct mnb_remover *remover;
	struct mnb_chunk *chunk, *next;

	llist_for_each_entry_safe(chunk, next, dead, dead) {
		remover = chunk->dead.next ? get_remover(chunks) : NULL;
		if (remover) {
			remover->chunk = chunk;
			queue_work(mnb_unbound_queue, &remover->work);
		} else {
			mnb_chunk_destroy(chunk, chunks->ops);
		}
		cond_resched();
	}
}

void mnb_chunks_init(struct mnb_session *session,
		     const struct mnb_chunk_ops *ops)
{
	struct mnb_chunks *chunks = session->state;

	chunks->session = session;
	chunks->ops = ops;
	mutex_init(&chunks->insert_lock);
	init_llist_head(&chunks->dead);
	init_llist_head(&chunks->removers);
	INIT_WORK(&chunks->work, removal_work);
	chunks->removal = mnb_removals[session->config.removal];
	session->before_command = chunks->removal.before_command;
}

int mnb_flush_killable(struct work_struct *work, const struct timer_list *timer)
{
	unsigned int ignored, busy;

	/* Not flush_work(), which ignores signals. */
	for (;;) {
		ignored = timer && timer_pending(timer) ? WORK_BUSY_PENDING : 0;
		busy = work_busy(work) & ~ignored;
		if (!busy)
			return 0;
		if (fatal_signal_pending(current))
			return -EINTR;
		schedule_timeout_killable(1);
	}
}

int mnb_chunks_settle(struct mnb_session *session)
{
	struct mnb_chunks *chunks = session->state;
	struct mnb_remover *remover;
	int ret;

	if (session->before_command)
		session->before_command(session);
	ret = mnb_flush_killable(&chunks->work, NULL);
	llist_for_each_entry(remover, READ_ONCE(chunks->removers.first), node) {
		if (ret)
			break;
		ret = mnb_flush_killable(&remover->work, NULL);
	}
	return ret;
}

void mnb_chunks_end_removal(struct mnb_chunks *chunks)
{
	struct mnb_remover *remover, *next;

	/*
	 * A callback that dropped a chunk may not have queued the work yet.
	 * Removing what is left, and waiting for work that runs, waits for all
	 * callbacks; after that none queues it any more.
	 */
	mnb_chunks_remove_dead(chunks->session);
	cancel_work_sync(&chunks->work);
	llist_for_each_entry(remover, chunks->removers.first, node)
		flush_work(&remover->work);
	cancel_work_sync(&chunks->work);
	llist_for_each_entry_safe(remover, next, chunks->removers.first, node)
		kfree(remover);
}
