// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measuring timed = exec: execve(2) of a process whose device holds the whole
 * region. Each operation is a new process, as for timed = exit. It executes its
 * own program again, which writes its clock to a pipe and exits.
 *
 * The parent has the device's file, too, which the exec would have closed. So
 * the session is still there when exec_mmap() puts the old mm, or since Linux 7
 * exec_mm_put_old(), and exit_mmap() calls the notifiers as an exit does. The
 * time is that from the clock reading before execve(2) until that of the new
 * program. The parent closes the file when the process has gone.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/clock.h"
#include "agent/exec_target.h"
#include "agent/last_process.h"
#include "agent/measurement.h"

/* Made before the fork: the process must write to no page that it shares. */
struct pipe_of_clock {
	int ends[2];
	char number[16]; /* of the end that the new program writes to */
};

static struct pipe_of_clock clock_pipe;

bool exec_target_run(int argc, char **argv)
{
	uint64_t now;

	if (argc != 3 || strcmp(argv[1], EXEC_TARGET))
		return false;
	now = clock_ns();
	if (write(atoi(argv[2]), &now, sizeof(now)) != sizeof(now))
		_exit(EXIT_FAILURE);
	return true;
}

static void execute(struct last_process *process)
{
	static char *const env[] = {NULL};
	static char *const argv[] = {(char *)"agent", (char *)EXEC_TARGET,
				     clock_pipe.number, NULL};

	process->exit_ns = clock_ns();
	execve("/proc/self/exe", argv, env);
	error_set(&process->error, "execve: %s", strerror(errno));
	_exit(EXIT_FAILURE);
}

/* The end that is written to stays open over an exec. */
static int begin(struct measurement *m)
{
	struct pipe_of_clock *p = &clock_pipe;

	if (pipe(p->ends))
		return measurement_fail(m, "pipe", -errno);
	fcntl(p->ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(p->ends[0], F_SETFL, O_NONBLOCK);
	snprintf(p->number, sizeof(p->number), "%d", p->ends[1]);
	return 0;
}

static void end(struct measurement *m)
{
	(void)m;
	if (!clock_pipe.ends[1])
		return;
	close(clock_pipe.ends[0]);
	close(clock_pipe.ends[1]);
	memset(&clock_pipe, 0, sizeof(clock_pipe));
}

/* Wait for the new program's end, and read what it has written. */
static int wait_for(struct measurement *m, const struct last_process *process,
		    uint64_t *now)
{
	int status = 0;

	if (waitpid(process->pid, &status, 0) != process->pid)
		return measurement_fail(m, "waitpid", -errno);
	if (status)
		return last_process_fail(m, process, status);
	if (read(clock_pipe.ends[0], now, sizeof(*now)) == sizeof(*now))
		return 0;
	error_set(m->error, "the program that was executed did not run");
	return -1;
}

static int run(struct measurement *m, uint64_t *ns,
	       struct mnbench_counters *sum)
{
	struct last_process *process = last_process_start(m, execute);
	uint64_t now = 0;
	int ret;

	if (!process)
		return -1;
	ret = wait_for(m, process, &now);
	if (!ret) {
		*ns = now - process->exit_ns;
		ret = last_process_counted(m, process, sum) ||
		      last_process_refuse_late(m);
		last_process_close(m, process);
	}
	last_process_free(process);
	return ret ? -1 : 0;
}

/* The new program's own mm has no subscriber. */
const struct agent_timed agent_timed_exec = {
	.in_processes = true,
	.begin = begin,
	.end = end,
	.run = run,
	.expect = last_process_expect,
};
