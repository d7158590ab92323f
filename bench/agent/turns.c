// SPDX-License-Identifier: GPL-2.0-only
/* Timers that make the turns of the CPUs short. */
#include "agent/turns.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Each CPU gets a timer: with one timer alone, the other CPU would run longer
 * at a time. Their periods differ, so that the length of a turn varies.
 */
#define TURN_NS   10000
#define LONGER_NS 3000 /* than that of the CPU before */

struct turns {
	size_t count; /* timers that are open */
	int timers[];
};

/* A cheap timer: it interrupts the CPU and wakes nobody. */
static int make_timer(struct turns *turns, int cpu)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_CPU_CLOCK,
		.sample_period = TURN_NS + turns->count * LONGER_NS,
		.disabled = 1,
	};
	int timer = syscall(SYS_perf_event_open, &attr, -1, cpu, -1,
			    PERF_FLAG_FD_CLOEXEC);

	if (timer < 0)
		return -errno;
	turns->timers[turns->count++] = timer;
	return 0;
}

struct turns *turns_new(int last, size_t count)
{
	struct turns *turns =
		calloc(1, sizeof(*turns) + count * sizeof(turns->timers[0]));
	int ret = last + 1 < (int)count ? -ENODEV : 0;

	if (!turns)
		return NULL;
	while (!ret && turns->count < count)
		ret = make_timer(turns,
				 last + 1 + (int)turns->count - (int)count);
	if (!ret)
		return turns;
	turns_free(turns);
	errno = -ret;
	return NULL;
}

void turns_free(struct turns *turns)
{
	for (size_t i = 0; turns && i < turns->count; i++)
		close(turns->timers[i]);
	free(turns);
}

static int control(struct turns *turns, unsigned long request)
{
	for (size_t i = 0; turns && i < turns->count; i++)
		if (ioctl(turns->timers[i], request, 0))
			return -errno;
	return 0;
}

int turns_begin(struct turns *turns)
{
	return control(turns, PERF_EVENT_IOC_ENABLE);
}

int turns_end(struct turns *turns)
{
	return control(turns, PERF_EVENT_IOC_DISABLE);
}
