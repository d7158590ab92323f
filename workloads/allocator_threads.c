// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload allocator-threads: threads start, allocate, free and end. Each has
 * a heap of its own, which grows and shrinks, and a stack, whose pages the
 * C library discards when the thread has ended.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "support/heap.h"
#include "support/page_state.h"
#include "workload.h"

#define THREADS 4
#define BLOCKS  (HEAP_BLOCKS / THREADS)

struct thread {
	pthread_t id;
	pthread_barrier_t *allocated;
	size_t size; /* of a block */
	char *blocks[BLOCKS];
	size_t count; /* of those that it got */
	uintptr_t heap;
};

static struct thread threads[THREADS];

static int begin(struct activity *a)
{
	return heap_settle(a, HEAP_USUAL, THREADS + 1);
}

/* No thread frees before all have allocated, so none gets another's heap. */
static void *live(void *data)
{
	struct thread *t = data;

	for (; t->count < BLOCKS; t->count++) {
		t->blocks[t->count] = malloc(t->size);
		if (!t->blocks[t->count])
			break;
		memset(t->blocks[t->count], 1, t->size);
	}
	if (t->count)
		t->heap = heap_of(t->blocks[0]);
	pthread_barrier_wait(t->allocated);
	for (size_t i = 0; i < t->count; i++)
		free(t->blocks[i]);
	return NULL;
}

static int prepare(struct activity *a)
{
	for (size_t i = 0; i < THREADS; i++)
		threads[i] = (struct thread){.size = heap_block(a)};
	return 0;
}

/* A thread that cannot start would leave the others waiting. */
static void start(pthread_barrier_t *allocated, size_t i)
{
	threads[i].allocated = allocated;
	if (pthread_create(&threads[i].id, NULL, live, &threads[i]))
		abort();
}

static int operate(struct activity *a)
{
	pthread_barrier_t allocated;

	(void)a;
	pthread_barrier_init(&allocated, NULL, THREADS);
	for (size_t i = 0; i < THREADS; i++)
		start(&allocated, i);
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(threads[i].id, NULL);
	pthread_barrier_destroy(&allocated);
	return 0;
}

static int finish(struct activity *a)
{
	for (size_t i = 0; i < THREADS; i++) {
		if (threads[i].count < BLOCKS)
			return -ENOMEM;
		for (size_t k = 0; k < i; k++)
			if (threads[i].heap == threads[k].heap)
				return not_done(a, "two threads had one heap");
	}
	return 0;
}

const struct workload workload_allocator_threads = {
	.name = "allocator-threads",
	.summary = "4 threads start, malloc(3), free and end, each with its "
		   "own heap",
	.measured = true,
	.allocates = true,
	.events = EVENT(UNMAP) | EVENT(CLEAR) | EVENT(PROTECTION_VMA),
	.far_only = true,
	.one_thread = true,
	.begin = begin,
	.prepare = prepare,
	.operate = operate,
	.finish = finish,
};
