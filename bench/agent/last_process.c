// SPDX-License-Identifier: GPL-2.0-only
/* Starting the process of an operation, and taking over what it leaves. */
#include "agent/last_process.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/clock.h"

static void live(struct measurement *m, struct last_process *process,
		 void (*end)(struct last_process *process))
{
	m->sample = &process->sample;
	m->error = &process->error;
	if (measurement_start(m) || measurement_count(m))
		_exit(EXIT_FAILURE);
	process->devices = m->devices;
	process->subscription = m->subscription;
	process->subscription.memory = NULL; /* the exit unmaps it */
	end(process);
	_exit(EXIT_FAILURE);
}

struct last_process *last_process_start(struct measurement *m,
					void (*end)(struct last_process *))
{
	struct last_process *process =
		mmap(NULL, sizeof(*process), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t pid;

	if (process == MAP_FAILED) {
		measurement_fail(m, "mmap", -errno);
		return NULL;
	}
	pid = (pid_t)syscall(SYS_clone, CLONE_FILES | SIGCHLD, NULL, NULL, NULL,
			     NULL);
	if (pid == 0)
		live(m, process, end);
	if (pid < 0) {
		measurement_fail(m, "clone", -errno);
		last_process_free(process);
		return NULL;
	}
	process->pid = pid;
	return process;
}

int last_process_fail(struct measurement *m, const struct last_process *process,
		      int status)
{
	error_set(m->error, "the process that was to end: %s",
		  process->error.message[0] ? process->error.message
					    : strsignal(WTERMSIG(status)));
	return -1;
}

int last_process_counted(struct measurement *m, struct last_process *process,
			 struct mnbench_counters *sum)
{
	struct sample *s = m->sample;

	m->devices = process->devices;
	s->attach_ns = process->sample.attach_ns;
	s->first_map_ns = process->sample.first_map_ns;
	s->fill_ns = process->sample.fill_ns;
	s->filled = process->sample.filled;
	return measurement_counted(m, sum);
}

int last_process_refuse_late(struct measurement *m)
{
	struct mnbench_counters counters = {0};
	int ret = devices_counters(&m->devices, &counters, false);

	if (ret)
		return measurement_fail(m, "counters", ret);
	if (!counters.late_exits)
		return 0;
	error_set(m->error, "the process ended while the module used its "
			    "memory, so its time is not that of the end");
	return -1;
}

void last_process_close(struct measurement *m, struct last_process *process)
{
	uint64_t begin = clock_ns();

	if (m->driver)
		subscription_close(&process->subscription);
	devices_close(&m->devices);
	m->sample->detach_ns = clock_ns() - begin;
}

/*
 * The exit calls ->release of every subscriber, and then unmaps the address
 * space. Intervals are still in the tree at that time; global notifiers are off
 * their list.
 */
void last_process_predict(const struct measurement *m,
			  struct notifier_calls *prediction)
{
	const struct layout *layout = &m->layout;

	predict_call(prediction, MNBENCH_EVENT_RELEASE, 0, UINTPTR_MAX);
	if (m->mode->flags & MODE_RELEASED)
		return;
	predict_call(prediction, MNBENCH_EVENT_UNMAP, 0, UINTPTR_MAX);
	predict_unmap_inside(prediction, &layout->mapping,
			     layout->activity.kernel, layout->region,
			     layout->region + layout->region_size);
}

int last_process_expect(struct measurement *m)
{
	struct notifier_calls prediction = {0};
	int ret;

	last_process_predict(m, &prediction);
	ret = measurement_expect(m, false, m->sample->ops, &prediction);
	notifier_calls_free(&prediction);
	return ret;
}

void last_process_free(struct last_process *process)
{
	munmap(process, sizeof(*process));
}
