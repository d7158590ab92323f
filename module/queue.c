// SPDX-License-Identifier: GPL-2.0-only
/* The queue of invalidations, and waiting for the device. */
#include <linux/hrtimer.h>
#include <linux/minmax.h>
#include <linux/sched/signal.h>
#include <linux/timekeeping.h>

#include "queue.h"

void mnb_queue_init(struct mnb_queue *queue, unsigned int inflight,
		    enum mnbench_wait wait)
{
	queue->depth = inflight;
	queue->sleep = wait == MNBENCH_WAIT_SLEEP;
	queue->no_wait = wait == MNBENCH_WAIT_NONE;
	queue->stopped_ns = 0;
	queue->busy_until_ns = 0;
	memset(queue->free_ns, 0, sizeof(queue->free_ns));
}

u64 mnb_queue_enter(struct mnb_queue *queue, u64 latency_ns)
{
	u64 now = ktime_get_mono_fast_ns(), start, end;
	unsigned int i, first = 0;

	for (i = 0; i < queue->depth && queue->free_ns[first] > now; i++)
		if (queue->free_ns[i] < queue->free_ns[first])
			first = i;
	/* The last one that waits has not started, so it can do more. */
	if (queue->free_ns[first] > now + MNBENCH_LATENCY_MAX_NS)
		return queue->no_wait ? MNB_NOTHING_SENT
				      : queue->free_ns[first];
	start = max(now, queue->free_ns[first]);
	end = start + latency_ns;
	queue->free_ns[first] = end;
	/* None that was sent before it starts later. */
	if (end > queue->busy_until_ns) {
		queue->stopped_ns += end - max(start, queue->busy_until_ns);
		queue->busy_until_ns = end;
	}
	return queue->no_wait ? MNB_NOTHING_SENT : end;
}

u64 mnb_queue_stopped(struct mnb_queue *queue, bool reset)
{
	u64 now = ktime_get_mono_fast_ns(), ahead = 0, stopped_ns;

	/* The device is busy until then without a pause. */
	if (queue->busy_until_ns > now)
		ahead = min(queue->busy_until_ns - now, queue->stopped_ns);
	stopped_ns = queue->stopped_ns - ahead;
	if (reset)
		queue->stopped_ns = ahead;
	return stopped_ns;
}

u64 mnb_queue_wait(const struct mnb_queue *queue, u64 when_ns, bool may_sleep)
{
	u64 start_ns = ktime_get_mono_fast_ns(), now_ns = start_ns;
	ktime_t expires = ns_to_ktime(when_ns);

	while (now_ns < when_ns) {
		if (queue->sleep && may_sleep) {
			set_current_state(TASK_UNINTERRUPTIBLE);
			schedule_hrtimeout_range(&expires, 0, HRTIMER_MODE_ABS);
		} else {
			cpu_relax();
			if (may_sleep && need_resched())
				cond_resched(); /* it may take seconds */
		}
		now_ns = ktime_get_mono_fast_ns();
	}
	return now_ns - start_ns;
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
