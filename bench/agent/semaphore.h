/* SPDX-License-Identifier: GPL-2.0-only */
/* Waiting for a semaphore of threads or processes. */
#ifndef AGENT_SEMAPHORE_H
#define AGENT_SEMAPHORE_H

#include <semaphore.h>

/* Not for less than it takes: a signal does not end it. */
static inline void semaphore_wait(sem_t *semaphore)
{
	while (sem_wait(semaphore))
		;
}

#endif
