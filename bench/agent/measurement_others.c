// SPDX-License-Identifier: GPL-2.0-only
/*
 * A measurement's other processes, each with the same device region and with
 * devices of its own.
 */
#include "agent/measurement.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/semaphore.h"
#include "common/modes.h"

/* Several times what it takes from a system call to its callback. */
#define PAUSE_NS 20000

struct other {
	pid_t pid;
	sem_t start, ready; /* ready: attached, or stopped */
	atomic_bool acted;  /* since the start, or it failed */
	struct error error; /* the message is empty if there is none */
};

/* In memory that all of these processes share. */
struct others {
	size_t size; /* bytes of all */
	size_t count;
	bool running;
	atomic_bool stop;
	struct other other[];
};

/* Another CPU than that of the measured process, if there is one. */
static void leave_cpu(void)
{
	int cpu = sched_getcpu();
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(cpu > 0 ? cpu - 1 : 0, &cpus);
	sched_setaffinity(0, sizeof(cpus), &cpus);
}

/* Map the first run on the devices, and take its pages away. */
static int operate(struct measurement *m, struct other *other)
{
	uintptr_t start = layout_run(&m->layout, 0);
	size_t size = m->layout.run;
	int ret;

	layout_renew(&m->layout, start, size);
	ret = measurement_fill_run(m);
	atomic_store(&other->acted, true);
	if (ret)
		return ret;
	if (madvise((void *)start, size, MADV_DONTNEED))
		return measurement_fail(m, "operation", -errno);
	return 0;
}

static void work(struct measurement *m, struct others *others,
		 struct other *other)
{
	int ret = 0;

	while (!ret) {
		semaphore_wait(&other->start);
		do {
			ret = operate(m, other);
		} while (!ret && !atomic_load(&others->stop));
		sem_post(&other->ready);
	}
}

static void live(struct measurement *m, struct others *others,
		 struct other *other) __attribute__((noreturn));
static void live(struct measurement *m, struct others *others,
		 struct other *other)
{
	struct sample sample = {0};

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	leave_cpu();
	m->sample = &sample;
	m->error = &other->error;
	if (!measurement_start(m)) {
		sem_post(&other->ready);
		work(m, others, other);
	}
	sem_post(&other->ready);
	_exit(EXIT_FAILURE);
}

static int check(struct measurement *m, const struct others *others)
{
	for (size_t i = 0; i < others->count; i++) {
		const char *message = others->other[i].error.message;

		if (!message[0])
			continue;
		error_set(m->error, "another process: %s", message);
		return -1;
	}
	return 0;
}

static int create(struct measurement *m, struct others *others)
{
	struct other *other = &others->other[others->count];
	pid_t pid;

	sem_init(&other->start, 1, 0);
	sem_init(&other->ready, 1, 0);
	pid = fork();
	if (pid == 0)
		live(m, others, other);
	if (pid < 0)
		return measurement_fail(m, "another process", -errno);
	other->pid = pid;
	others->count++;
	semaphore_wait(&other->ready);
	return check(m, others);
}

int measurement_start_others(struct measurement *m)
{
	size_t count = m->cell->others;
	size_t size = sizeof(struct others) + count * sizeof(struct other);
	struct others *others;
	int ret = 0;

	if (!count)
		return 0;
	others = mmap(NULL, size, PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (others == MAP_FAILED)
		return measurement_fail(m, "other processes", -errno);
	others->size = size;
	while (!ret && others->count < count)
		ret = create(m, others);
	m->others = others;
	return ret;
}

void measurement_end_others(struct measurement *m)
{
	struct others *others = m->others;

	if (!others)
		return;
	for (size_t i = 0; i < others->count; i++) {
		kill(others->other[i].pid, SIGKILL);
		waitpid(others->other[i].pid, NULL, 0);
	}
	munmap(others, others->size);
}

/* Wait until each process has made the call that causes a callback. */
static void wait_for_calls(struct others *others)
{
	const struct timespec pause = {.tv_nsec = PAUSE_NS};

	for (size_t i = 0; i < others->count; i++)
		while (!atomic_load(&others->other[i].acted))
			nanosleep(&pause, NULL);
	nanosleep(&pause, NULL);
}

/*
 * In a mode without range callbacks nothing lets them sleep. Where CPUs take
 * turns, the measured process would wait while they run.
 */
static bool stay_idle(const struct measurement *m)
{
	return measurement_takes_turns(m) && !mode_has_callback(m->mode);
}

int measurement_wake_others(struct measurement *m)
{
	struct others *others = m->others;

	if (!others || others->running || stay_idle(m))
		return 0;
	others->running = true;
	atomic_store(&others->stop, false);
	for (size_t i = 0; i < others->count; i++) {
		atomic_store(&others->other[i].acted, false);
		sem_post(&others->other[i].start);
	}
	wait_for_calls(others);
	return check(m, others);
}

int measurement_stop_others(struct measurement *m)
{
	struct others *others = m->others;

	if (!others || !others->running)
		return 0;
	others->running = false;
	atomic_store(&others->stop, true);
	for (size_t i = 0; i < others->count; i++)
		semaphore_wait(&others->other[i].ready);
	return check(m, others);
}
