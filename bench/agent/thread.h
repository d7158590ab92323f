/* SPDX-License-Identifier: GPL-2.0-only */
/* Threads of the application beside the measured one, each on its own CPU. */
#ifndef AGENT_THREAD_H
#define AGENT_THREAD_H

#include <pthread.h>
#include <stddef.h>

/*
 * Create thread @index on the CPU that is @index + 1 before that of the calling
 * thread. Returns 0 or -errno; -ENODEV: there is no such CPU.
 */
int thread_create(pthread_t *thread, size_t index, void *(*run)(void *),
		  void *data);

#endif
