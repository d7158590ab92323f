// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measuring timed = reap: process_mrelease(2) of a killed process whose device
 * holds the whole region. It takes the memory of each private VMA away, as the
 * OOM reaper does, and must not sleep: it passes over a VMA of which a callback
 * fails.
 *
 * Each operation is a new process that attaches, maps the region on the device
 * and stops. It must not run between its kill and the reaping, for it would
 * take its memory away itself. So it runs on the CPU of its parent, as
 * SCHED_IDLE, and the parent runs as SCHED_FIFO if it may.
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/clock.h"
#include "agent/last_process.h"
#include "agent/measurement.h"
#include "agent/oracle.h"
#include "agent/reaped_vmas.h"
#include "lib/memory.h"

static int begin(struct measurement *m)
{
	const struct sched_param first = {.sched_priority = 1};

	sched_setscheduler(0, SCHED_FIFO, &first);
	m->private = must_alloc(1, sizeof(struct notifier_calls));
	return 0;
}

static void end(struct measurement *m)
{
	notifier_calls_free(m->private);
	free(m->private);
}

static void stop(struct last_process *process)
{
	const struct sched_param last = {0};

	(void)process;
	sched_setscheduler(0, SCHED_IDLE, &last);
	for (;;)
		kill(getpid(), SIGSTOP);
}

static int wait_until_stopped(struct measurement *m,
			      const struct last_process *process)
{
	int status = 0;

	if (waitpid(process->pid, &status, WUNTRACED) != process->pid)
		return measurement_fail(m, "waitpid", -errno);
	return WIFSTOPPED(status) ? 0 : last_process_fail(m, process, status);
}

/* That it passed over a VMA is no error. */
static int reap(struct measurement *m, int pidfd, uint64_t *ns)
{
	uint64_t begin;
	long ret;

	perf_group_start(&m->perf);
	begin = clock_ns();
	ret = syscall(SYS_process_mrelease, pidfd, 0);
	*ns = clock_ns() - begin;
	perf_group_stop(&m->perf);
	if (!ret || errno == EAGAIN)
		return 0;
	return measurement_fail(m, "process_mrelease", -errno);
}

static int kill_and_reap(struct measurement *m,
			 const struct last_process *process, uint64_t *ns)
{
	int pidfd = (int)syscall(SYS_pidfd_open, process->pid, 0);
	int ret;

	if (pidfd < 0)
		return measurement_fail(m, "pidfd_open", -errno);
	if (kill(process->pid, SIGKILL))
		ret = measurement_fail(m, "kill", -errno);
	else
		ret = reap(m, pidfd, ns);
	close(pidfd);
	return ret;
}

/*
 * The counters can be read when the mm has gone, so they are those of the
 * reaping and of the exit after it. The process ends in any case.
 */
static int measure(struct measurement *m, struct last_process *process,
		   uint64_t *ns, struct mnbench_counters *sum)
{
	struct notifier_calls *reaped = m->private;
	int ret = 0;

	/* All processes of a sample are alike. */
	if (!reaped->count)
		ret = reaped_vmas_predict(reaped, process->pid);
	if (ret)
		ret = measurement_fail(m, "VMAs", ret);
	else
		ret = kill_and_reap(m, process, ns);
	kill(process->pid, SIGKILL);
	waitpid(process->pid, NULL, 0);
	if (last_process_counted(m, process, sum))
		ret = -1;
	last_process_close(m, process);
	return ret;
}

static int run(struct measurement *m, uint64_t *ns,
	       struct mnbench_counters *sum)
{
	struct last_process *process = last_process_start(m, stop);
	int ret;

	if (!process)
		return -1;
	ret = wait_until_stopped(m, process);
	if (!ret)
		ret = measure(m, process, ns, sum);
	last_process_free(process);
	return ret;
}

static int expect(struct measurement *m)
{
	struct notifier_calls *calls = m->private;
	size_t vmas = calls->count;

	last_process_predict(m, calls);
	return measurement_expect_reap(m,
				       &(struct reaping){.calls = calls->calls,
							 .count = calls->count,
							 .vmas = vmas});
}

const struct agent_timed agent_timed_reap = {
	.in_processes = true,
	.begin = begin,
	.end = end,
	.run = run,
	.expect = expect,
};
