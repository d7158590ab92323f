// SPDX-License-Identifier: GPL-2.0-only
/* Other threads of the application, which repeat the cell's workload. */
#include "agent/churn.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "agent/clock.h"
#include "agent/semaphore.h"
#include "agent/thread.h"
#include "agent/turns.h"

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
	struct turns *turns; /* NULL: CPUs run at the same time */
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

static int make_threads(struct churn *churn, struct activity *const *activities,
			size_t count)
{
	int ret = 0;

	while (!ret && churn->count < count) {
		struct churner *churner = &churn->threads[churn->count];

		churner->churn = churn;
		churner->activity = activities[churn->count];
		sem_init(&churner->start, 0, 0);
		sem_init(&churner->started, 0, 0);
		sem_init(&churner->stopped, 0, 0);
		ret = thread_create(&churner->thread, churn->count, run,
				    churner);
		churn->count += !ret;
	}
	return ret;
}

struct churn *churn_new(const struct workload *workload,
			struct activity *const *activities, size_t count,
			bool turns)
{
	struct churn *churn =
		calloc(1, sizeof(*churn) + count * sizeof(churn->threads[0]));
	int ret = 0;

	if (!churn)
		return NULL;
	churn->workload = workload;
	if (turns) {
		churn->turns = turns_new(sched_getcpu(), 1 + count);
		ret = churn->turns ? 0 : -errno;
	}
	if (!ret)
		ret = make_threads(churn, activities, count);
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
	turns_free(churn->turns);
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
	int ret = turns_begin(churn->turns);

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
	int ret = 0, turns;

	atomic_store(&churn->stop, true);
	*operations = 0;
	for (size_t i = 0; i < churn->count; i++) {
		struct churner *churner = &churn->threads[i];

		semaphore_wait(&churner->stopped);
		*operations += churner->operations;
		ret = ret ? ret : churner->error;
	}
	turns = turns_end(churn->turns);
	return ret ? ret : turns;
}
