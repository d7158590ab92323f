// SPDX-License-Identifier: GPL-2.0-only
/* Another thread of the application, which repeats the cell's workload. */
#include "agent/churn.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "agent/clock.h"

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

struct churn {
	const struct workload *workload;
	struct activity *activity;
	pthread_t thread;
	sem_t start, started, stopped;
	bool begun;
	atomic_bool stop, end;
	uint64_t operations;
	int error;
	int timers[TIMERS]; /* -1: none */
	uint32_t random;
};

static void wait_for(sem_t *semaphore)
{
	while (sem_wait(semaphore))
		; /* interrupted by a signal */
}

static int operate(struct churn *churn)
{
	const struct workload *workload = churn->workload;
	int ret = 0;

	if (workload->prepare)
		ret = workload->prepare(churn->activity);
	if (!ret)
		ret = workload->operate(churn->activity);
	if (!ret && workload->finish)
		ret = workload->finish(churn->activity);
	return ret;
}

static void work(struct churn *churn)
{
	churn->operations = 0;
	do {
		churn->error = operate(churn);
		if (churn->operations++ == 0)
			sem_post(&churn->started);
	} while (!churn->error && !atomic_load(&churn->stop));
}

static void *run(void *data)
{
	struct churn *churn = data;

	for (;;) {
		wait_for(&churn->start);
		if (atomic_load(&churn->end))
			return NULL;
		work(churn);
		sem_post(&churn->stopped);
	}
}

static int make_thread(struct churn *churn, int cpu)
{
	pthread_attr_t attr;
	cpu_set_t cpus;
	int ret;

	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	pthread_attr_init(&attr);
	pthread_attr_setaffinity_np(&attr, sizeof(cpus), &cpus);
	ret = pthread_create(&churn->thread, &attr, run, churn);
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

static int make(struct churn *churn)
{
	int own = sched_getcpu(); /* the last */
	int ret;

	if (own < 1)
		return -ENODEV;
	ret = make_timer(churn, 0, own - 1);
	if (!ret)
		ret = make_timer(churn, 1, own);
	return ret ? ret : make_thread(churn, own - 1);
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
		if (ioctl(churn->timers[i], request, 0))
			return -errno;
	return 0;
}

struct churn *churn_new(const struct workload *workload,
			struct activity *activity)
{
	struct churn *churn = calloc(1, sizeof(*churn));
	int ret;

	if (!churn)
		return NULL;
	churn->workload = workload;
	churn->activity = activity;
	for (int i = 0; i < TIMERS; i++)
		churn->timers[i] = -1;
	sem_init(&churn->start, 0, 0);
	sem_init(&churn->started, 0, 0);
	sem_init(&churn->stopped, 0, 0);
	ret = make(churn);
	if (!ret)
		return churn;
	close_timers(churn);
	free(churn);
	errno = -ret;
	return NULL;
}

void churn_free(struct churn *churn)
{
	if (!churn)
		return;
	atomic_store(&churn->end, true);
	sem_post(&churn->start);
	pthread_join(churn->thread, NULL);
	close_timers(churn);
	free(churn);
}

/* Let each fault find the other thread at another point of its operation. */
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
	int ret = churn->begun ? 0 : operate(churn);

	churn->begun = true;
	return ret;
}

int churn_start(struct churn *churn)
{
	int ret = control_timers(churn, PERF_EVENT_IOC_ENABLE);

	if (ret)
		return ret;
	atomic_store(&churn->stop, false);
	sem_post(&churn->start);
	wait_for(&churn->started);
	wait_a_moment(churn);
	return 0;
}

int churn_stop(struct churn *churn, uint64_t *operations)
{
	int ret;

	atomic_store(&churn->stop, true);
	wait_for(&churn->stopped);
	*operations = churn->operations;
	ret = control_timers(churn, PERF_EVENT_IOC_DISABLE);
	return churn->error ? churn->error : ret;
}
