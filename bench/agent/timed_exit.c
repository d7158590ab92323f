// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measuring timed = exit: the exit of a process whose device holds the whole
 * region. Each operation is a new process, forked before anything is attached.
 * It attaches, maps the region on the device, reads the clock and exits.
 *
 * The time is that from the clock reading until the parent has waited for the
 * process, plus that of closing the device's file, which the parent does.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/clock.h"
#include "agent/last_process.h"
#include "agent/measurement.h"

static void leave(struct last_process *process)
{
	process->exit_ns = clock_ns();
	_exit(EXIT_SUCCESS);
}

static int wait_for(struct measurement *m, const struct last_process *process)
{
	int status = 0;

	if (waitpid(process->pid, &status, 0) != process->pid)
		return measurement_fail(m, "waitpid", -errno);
	return status ? last_process_fail(m, process, status) : 0;
}

static int measure(struct measurement *m, struct last_process *process,
		   uint64_t *ns, struct mnbench_counters *sum)
{
	int ret;

	if (wait_for(m, process))
		return -1;
	*ns = clock_ns() - process->exit_ns;
	ret = last_process_counted(m, process, sum) ||
	      last_process_refuse_late(m);
	last_process_close(m, process);
	*ns += m->sample->detach_ns;
	return ret ? -1 : 0;
}

static int run(struct measurement *m, uint64_t *ns,
	       struct mnbench_counters *sum)
{
	struct last_process *process = last_process_start(m, leave);
	int ret;

	if (!process)
		return -1;
	ret = measure(m, process, ns, sum);
	last_process_free(process);
	return ret;
}

const struct agent_timed agent_timed_exit = {
	.in_processes = true,
	.run = run,
	.expect = last_process_expect,
};
