// SPDX-License-Identifier: GPL-2.0-only
/* Threads that make the steps of a workload together. */
#include "agent/rounds.h"

#include <errno.h>
#include <stdlib.h>

#include "agent/clock.h"
#include "agent/semaphore.h"
#include "agent/thread.h"

struct partner {
	struct rounds *rounds;
	struct activity *activity;
	pthread_t thread;
	sem_t gate, done;
	struct rounds_time time; /* of its last step */
	int error;
};

struct rounds {
	int (*step)(struct activity *a); /* NULL: nothing is to be done */
	bool end;
	size_t count; /* threads that were created */
	struct partner partners[];
};

static void *run(void *data)
{
	struct partner *partner = data;
	struct rounds *rounds = partner->rounds;

	for (;;) {
		semaphore_wait(&partner->gate);
		if (rounds->end)
			return NULL;
		partner->time.begin = clock_ns();
		partner->error =
			rounds->step ? rounds->step(partner->activity) : 0;
		partner->time.end = clock_ns();
		sem_post(&partner->done);
	}
}

struct rounds *rounds_new(struct activity *const *activities, size_t count)
{
	struct rounds *rounds = calloc(
		1, sizeof(*rounds) + count * sizeof(rounds->partners[0]));
	int ret = 0;

	if (!rounds)
		return NULL;
	while (!ret && rounds->count < count) {
		struct partner *partner = &rounds->partners[rounds->count];

		partner->rounds = rounds;
		partner->activity = activities[rounds->count];
		sem_init(&partner->gate, 0, 0);
		sem_init(&partner->done, 0, 0);
		ret = thread_create(&partner->thread, rounds->count, run,
				    partner);
		rounds->count += !ret;
	}
	if (!ret)
		return rounds;
	rounds_free(rounds);
	errno = -ret;
	return NULL;
}

void rounds_free(struct rounds *rounds)
{
	if (!rounds)
		return;
	rounds->end = true;
	for (size_t i = 0; i < rounds->count; i++) {
		sem_post(&rounds->partners[i].gate);
		pthread_join(rounds->partners[i].thread, NULL);
	}
	free(rounds);
}

void rounds_start(struct rounds *rounds, int (*step)(struct activity *a))
{
	rounds->step = step;
	for (size_t i = 0; i < rounds->count; i++)
		sem_post(&rounds->partners[i].gate);
}

static void widen(struct rounds_time *time, const struct rounds_time *more)
{
	time->begin = more->begin < time->begin ? more->begin : time->begin;
	time->end = more->end > time->end ? more->end : time->end;
}

int rounds_wait(struct rounds *rounds, struct rounds_time *time,
		const struct activity **failed)
{
	int ret = 0;

	for (size_t i = 0; i < rounds->count; i++) {
		struct partner *partner = &rounds->partners[i];

		semaphore_wait(&partner->done);
		if (time)
			widen(time, &partner->time);
		if (!ret && partner->error) {
			ret = partner->error;
			*failed = partner->activity;
		}
	}
	return ret;
}
