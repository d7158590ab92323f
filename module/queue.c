// SPDX-License-Identifier: GPL-2.0-only
#include <linux/hrtimer.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/timekeeping.h>

#include "queue.h"

void mnb_queue_init(struct mnb_queue *queue, unsigned int inflight, bool sleep)
{
	spin_lock_init(&queue->lock);
	queue->depth = inflight;
	queue->sleep = sleep;
	memset(queue->free_ns, 0, sizeof(queue->free_ns));
}

static void wait_until(u64 when_ns, bool sleep, bool may_sleep)
{
	if (sleep) {
		ktime_t expires = ns_to_ktime(when_ns);

		while (ktime_get_ns() < when_ns) {
			set_current_state(TASK_UNINTERRUPTIBLE);
			schedule_hrtimeout_range(&expires, 0, HRTIMER_MODE_ABS);
		}
		return;
	}
	while (ktime_get_mono_fast_ns() < when_ns) {
		cpu_relax();
		if (may_sleep && need_resched())
			cond_resched(); /* latencies go up to a second */
	}
}

void mnb_queue_invalidate(struct mnb_queue *queue, u64 latency_ns,
			  bool may_sleep)
{
	u64 now = ktime_get_mono_fast_ns(), done;
	unsigned int i, first = 0;

	spin_lock(&queue->lock);
	for (i = 0; i < queue->depth && queue->free_ns[first] > now; i++)
		if (queue->free_ns[i] < queue->free_ns[first])
			first = i;
	done = max(now, queue->free_ns[first]) + latency_ns;
	queue->free_ns[first] = done;
	spin_unlock(&queue->lock);

	wait_until(done, queue->sleep && may_sleep, may_sleep);
}

void mnb_queue_wait(struct mnb_queue *queue, u64 latency_ns)
{
	if (latency_ns)
		wait_until(ktime_get_mono_fast_ns() + latency_ns, queue->sleep,
			   true);
}
