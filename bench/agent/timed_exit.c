// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measuring timed = exit: the exit of a process whose device holds the whole
 * region. Each operation is a new process, forked before anything is attached.
 * It attaches, maps the region on the device, reads the clock and exits.
 *
 * The process shares its file table with the parent, so that the session
 * outlives its mm. The parent reads the counters of the exit and then closes
 * the file, which the exit would have done otherwise. The time is that from the
 * clock reading until the parent has waited for the process, plus that of the
 * close.
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/clock.h"
#include "agent/measurement.h"

/* What the process leaves to its parent, in shared memory. */
struct report {
	struct sample sample;
	struct devices devices;
	struct subscription subscription;
	uint64_t exit_ns; /* the clock's reading */
	struct error error;
};

static void live_and_exit(struct measurement *m, struct report *report)
{
	m->sample = &report->sample;
	m->error = &report->error;
	if (measurement_start(m) || measurement_count(m))
		_exit(EXIT_FAILURE);
	report->devices = m->devices;
	report->subscription = m->subscription;
	report->subscription.memory = NULL; /* the exit unmaps it */
	report->exit_ns = clock_ns();
	_exit(EXIT_SUCCESS);
}

static int wait_for(struct measurement *m, pid_t pid,
		    const struct report *report)
{
	int status = 0;

	if (waitpid(pid, &status, 0) != pid)
		return measurement_fail(m, "waitpid", -errno);
	if (!status)
		return 0;
	error_set(m->error, "the process that was to exit: %s",
		  report->error.message[0] ? report->error.message
					   : strsignal(WTERMSIG(status)));
	return -1;
}

/* A work item of the module has done what should have been timed. */
static int refuse_late(struct measurement *m)
{
	struct mnbench_counters counters = {0};
	int ret = devices_counters(&m->devices, &counters, false);

	if (ret)
		return measurement_fail(m, "counters", ret);
	if (!counters.late_exits)
		return 0;
	error_set(m->error, "the process exited while the module used its "
			    "memory, so its time is not that of the exit");
	return -1;
}

static int run_with(struct measurement *m, struct report *report, uint64_t *ns,
		    struct mnbench_counters *sum)
{
	struct sample *s = m->sample;
	uint64_t begin;
	pid_t pid;
	int ret;

	pid = (pid_t)syscall(SYS_clone, CLONE_FILES | SIGCHLD, NULL, NULL, NULL,
			     NULL);
	if (pid == 0)
		live_and_exit(m, report);
	if (pid < 0)
		return measurement_fail(m, "clone", -errno);
	if (wait_for(m, pid, report))
		return -1;
	*ns = clock_ns() - report->exit_ns;

	m->devices = report->devices;
	ret = measurement_counted(m, sum) || refuse_late(m);
	begin = clock_ns();
	if (m->driver)
		subscription_close(&report->subscription);
	devices_close(&m->devices);
	s->detach_ns = clock_ns() - begin;
	*ns += s->detach_ns;
	s->attach_ns = report->sample.attach_ns;
	s->first_map_ns = report->sample.first_map_ns;
	s->fill_ns = report->sample.fill_ns;
	s->filled = report->sample.filled;
	return ret ? -1 : 0;
}

static int run(struct measurement *m, uint64_t *ns,
	       struct mnbench_counters *sum)
{
	struct report *report =
		mmap(NULL, sizeof(*report), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int ret;

	if (report == MAP_FAILED)
		return measurement_fail(m, "mmap", -errno);
	ret = run_with(m, report, ns, sum);
	munmap(report, sizeof(*report));
	return ret;
}

/*
 * The exit calls ->release of every subscriber, and then unmaps the address
 * space. Intervals are still in the tree at that time; global notifiers are off
 * their list.
 */
static int expect(struct measurement *m)
{
	const struct layout *layout = &m->layout;
	struct prediction prediction = {0};

	predict_call(&prediction, MNBENCH_EVENT_RELEASE, 0, UINTPTR_MAX);
	if (!(m->mode->flags & MODE_RELEASED)) {
		predict_call(&prediction, MNBENCH_EVENT_UNMAP, 0, UINTPTR_MAX);
		if (unmap_calls_twice(&layout->mapping))
			predict_call(&prediction, MNBENCH_EVENT_UNMAP,
				     layout->region,
				     layout->region + layout->region_size);
	}
	return measurement_expect(m, false, m->sample->ops, &prediction);
}

const struct agent_timed agent_timed_exit = {
	.in_processes = true,
	.run = run,
	.expect = expect,
};
