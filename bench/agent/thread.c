// SPDX-License-Identifier: GPL-2.0-only
/* Creating threads on CPUs of their own. */
#include "agent/thread.h"

#include <errno.h>
#include <sched.h>

int thread_create(pthread_t *thread, size_t index, void *(*run)(void *),
		  void *data)
{
	int cpu = sched_getcpu() - 1 - (int)index;
	pthread_attr_t attr;
	cpu_set_t cpus;
	int ret;

	if (cpu < 0)
		return -ENODEV;
	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	pthread_attr_init(&attr);
	pthread_attr_setaffinity_np(&attr, sizeof(cpus), &cpus);
	ret = pthread_create(thread, &attr, run, data);
	pthread_attr_destroy(&attr);
	return -ret;
}
