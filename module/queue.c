// SPDX-License-Identifier: GPL-2.0-only
/* The queue of invalidations, and waiting for the device. */
#include <linux/hrtimer.h>
#include <linux/minmax.h>
#include <linux/sched/signal.h>
#include <linux/timekeeping.h>

#include "queue.h"

void mnb_queue_init(struct mnb_queue *queue, unsigned int inflight, bool sleep)
{
	queue->depth = inflight;
	queue->sleep = sleep;
	memset(queue->free_ns, 0, sizeof(queue->free_ns));
}

u64 mnb_queue_enter(struct mnb_queue *queue, u64 latency_ns)
{
	u64 now = ktime_get_mono_fast_ns();
	unsigned int i, first = 0;

	for (i = 0; i < queue->depth && queue->free_ns[first] > now; i++)
		if (queue->free_ns[i] < queue->free_ns[first])
			first = i;
	/* The last one that waits has not started, so it can do more. */
	if (queue->free_ns[first] <= now + MNBENCH_LATENCY_MAX_NS)
		queue->free_ns[first] =
			max(now, queue->free_ns[first]) + latency_ns;
	return queue->free_ns[first];
}

void mnb_queue_wait(const struct mnb_queue *queue, u64 when_ns, bool may_sleep)
{
	ktime_t expires = ns_to_ktime(when_ns);

	while (ktime_get_mono_fast_ns() < when_ns) {
		if (queue->sleep && may_sleep) {
			set_current_state(TASK_UNINTERRUPTIBLE);
			schedule_hrtimeout_range(&expires, 0, HRTIMER_MODE_ABS);
		} else {
			cpu_relax();
			if (may_sleep && need_resched())
				cond_resched(); /* it may take seconds */
		}
	}
}

int mnb_queue_delay(const struct mnb_queue *queue, u64 latency_ns)
{
	u64 when_ns = ktime_get_mono_fast_ns() + latency_ns;
	ktime_t expires = ns_to_ktime(when_ns);

	while (ktime_get_mono_fast_ns() < when_ns) {
		if (fatal_signal_pending(current))
			return -EINTR;
		if (queue->sleep) {
			set_current_state(TASK_KILLABLE);
			schedule_hrtimeout_range(&expires, 0, HRTIMER_MODE_ABS);
		} else {
			cpu_relax();
			cond_resched();
		}
	}
	return 0;
}
