// SPDX-License-Identifier: GPL-2.0-only
/* Other threads of the application, which repeat the cell's workload. */
#include "agent/churn.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "agent/clock.h"
#include "agent/semaphore.h"

/*
 * An emulator that counts instructions runs one CPU at a time, until the next
 * timer of the guest expires, milliseconds later: a fault would end before the
 * other thread has moved. So each CPU gets a timer; with one timer alone, the
 * other CPU would run longer at a time. Their periods differ, so that the
 * length of a turn varies.
 */
#define TIMERS      2
#define TURN_NS     10000
#define OWN_TURN_NS 13000
/* About the time of an operation. */
#define MOMENT_NS 32768

/* One thread, with an activity of its own. */
struct churner {
	struct churn *churn;
	struct activity *activity;
	pthread_t thread;
	sem_t start, started, stopped;
	uint64_t operations;
	int error;
};

struct churn {
	const struct workload *workload;
	bool begun;
	atomic_bool stop, end;
	int timers[TIMERS]; /* -1: none */
	uint32_t random;
	size_t count; /* threads that were created */
	struct churner threads[];
};

static int operate(struct churner *churner)
{
	const struct workload *workload = churner->churn->workload;
	struct activity *a = churner->activity;
	int ret = 0;

	if (workload->prepare)
		ret = workload->prepare(a);
	if (!ret)
		ret = workload->operate(a);
	if (!ret && workload->finish)
		ret = workload->finish(a);
	return ret;
}

static void work(struct churner *churner)
{
	churner->operations = 0;
	do {
		churner->error = operate(churner);
		if (churner->operations++ == 0)
			sem_post(&churner->started);
	} while (!churner->error && !atomic_load(&churner->churn->stop));
}

static void *run(void *data)
{
	struct churner *churner = data;

	for (;;) {
		semaphore_wait(&churner->start);
		if (atomic_load(&churner->churn->end))
			return NULL;
		work(churner);
		sem_post(&churner->stopped);
	}
}

static int make_thread(struct churner *churner, int cpu)
{
	pthread_attr_t attr;
	cpu_set_t cpus;
	int ret;

	sem_init(&churner->start, 0, 0);
	sem_init(&churner->started, 0, 0);
	sem_init(&churner->stopped, 0, 0);
	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	pthread_attr_init(&attr);
	pthread_attr_setaffinity_np(&attr, sizeof(cpus), &cpus);
	ret = pthread_create(&churner->thread, &attr, run, churner);
	pthread_attr_destroy(&attr);
	return -ret;
}

/* A cheap timer: it interrupts the CPU and wakes nobody. */
static int make_timer(struct churn *churn, int which, int cpu)
{
	static const uint64_t periods[TIMERS] = {TURN_NS, OWN_TURN_NS};
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_CPU_CLOCK,
		.sample_period = periods[which],
		.disabled = 1,
	};

	churn->timers[which] = syscall(SYS_perf_event_open, &attr, -1, cpu, -1,
				       PERF_FLAG_FD_CLOEXEC);
	return churn->timers[which] < 0 ? -errno : 0;
}

static int make_timers(struct churn *churn, int own)
{
	int ret = make_timer(churn, 0, own - 1);

	return ret ? ret : make_timer(churn, 1, own);
}

static int make_threads(struct churn *churn, struct activity *const *activities,
			size_t count, int own)
{
	int ret = 0;

	while (!ret && churn->count < count) {
		struct churner *churner = &churn->threads[churn->count];

		churner->churn = churn;
		churner->activity = activities[churn->count];
		ret = make_thread(churner, own - 1 - (int)churn->count);
		churn->count += !ret;
	}
	return ret;
}

static void close_timers(struct churn *churn)
{
	for (int i = 0; i < TIMERS; i++)
		if (churn->timers[i] >= 0)
			close(churn->timers[i]);
}

static int control_timers(struct churn *churn, unsigned long request)
{
	for (int i = 0; i < TIMERS; i++)
		if (churn->timers[i] >= 0 &&
		    ioctl(churn->timers[i], request, 0))
			return -errno;
	return 0;
}

struct churn *churn_new(const struct workload *workload,
			struct activity *const *activities, size_t count,
			bool turns)
{
	struct churn *churn =
		calloc(1, sizeof(*churn) + count * sizeof(churn->threads[0]));
	int own = sched_getcpu(); /* the last */
	int ret = 0;

	if (!churn)
		return NULL;
	churn->workload = workload;
	for (int i = 0; i < TIMERS; i++)
		churn->timers[i] = -1;
	if (own < (int)count)
		ret = -ENODEV;
	if (!ret && turns)
		ret = make_timers(churn, own);
	if (!ret)
		ret = make_threads(churn, activities, count, own);
	if (!ret)
		return churn;
	churn_free(churn);
	errno = -ret;
	return NULL;
}

void churn_free(struct churn *churn)
{
	if (!churn)
		return;
	atomic_store(&churn->end, true);
	for (size_t i = 0; i < churn->count; i++) {
		sem_post(&churn->threads[i].start);
		pthread_join(churn->threads[i].thread, NULL);
	}
	close_timers(churn);
	free(churn);
}

/* Let each time find the other threads at another point of their operation. */
static void wait_a_moment(struct churn *churn)
{
	uint64_t end;

	churn->random = churn->random * 1664525u + 1013904223u;
	end = clock_ns() + churn->random % MOMENT_NS;
	while (clock_ns() < end)
		;
}

int churn_prepare(struct churn *churn)
{
	int ret = 0;

	for (size_t i = 0; !ret && !churn->begun && i < churn->count; i++)
		ret = operate(&churn->threads[i]);
	churn->begun = true;
	return ret;
}

int churn_start(struct churn *churn)
{
	int ret = control_timers(churn, PERF_EVENT_IOC_ENABLE);

	if (ret)
		return ret;
	atomic_store(&churn->stop, false);
	for (size_t i = 0; i < churn->count; i++)
		sem_post(&churn->threads[i].start);
	for (size_t i = 0; i < churn->count; i++)
		semaphore_wait(&churn->threads[i].started);
	wait_a_moment(churn);
	return 0;
}

int churn_stop(struct churn *churn, uint64_t *operations)
{
	int ret = 0, timers;

	atomic_store(&churn->stop, true);
	*operations = 0;
	for (size_t i = 0; i < churn->count; i++) {
		struct churner *churner = &churn->threads[i];

		semaphore_wait(&churner->stopped);
		*operations += churner->operations;
		ret = ret ? ret : churner->error;
	}
	timers = control_timers(churn, PERF_EVENT_IOC_DISABLE);
	return ret ? ret : timers;
}
