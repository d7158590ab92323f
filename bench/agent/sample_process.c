// SPDX-License-Identifier: GPL-2.0-only
/* Running a sample in a separate process. */
#include "agent/sample_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/batch_line.h"
#include "agent/output.h"
#include "agent/space_lines.h"

/* Seconds of the guest's clock; a sample of 100,000 chunks takes about two. */
#define SAMPLE_TIMEOUT_S 600

/* Wait for a child. After the timeout, kill it and set @late. */
static int wait_for(pid_t pid, bool *late)
{
	struct timespec timeout = {.tv_sec = SAMPLE_TIMEOUT_S};
	sigset_t child;
	int status;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	while (waitpid(pid, &status, WNOHANG) == 0)
		if (sigtimedwait(&child, NULL, &timeout) < 0 &&
		    errno == EAGAIN) {
			*late = true;
			kill(pid, SIGKILL);
		}
	return status;
}

/*
 * The size of the environment moves the start of the stack, which can make a
 * program faster or slower: let it vary with the layout, by less than a page.
 */
static void pad_environment(const char *line, char *padding, size_t size)
{
	const char *at = strstr(line, "layout=");
	uint64_t layout = 0;

	if (!at || !batch_line_number(at, "layout", &layout))
		return;
	snprintf(padding, size, "PADDING=%0*d", (int)(layout % 4000), 0);
}

/* The agent whose allocator the sample has; others are beside this one. */
static const char *program_for(const char *line)
{
	return strstr(line, " allocator=jemalloc") ? "agent-jemalloc"
						   : "/proc/self/exe";
}

/* Write why a process has not written the result of its sample. */
static void explain(uint64_t id, pid_t pid, int status, bool late)
{
	char message[128];

	if (late)
		snprintf(message, sizeof(message),
			 "took more than %d s of the kernel's time",
			 SAMPLE_TIMEOUT_S);
	else if (pid > 0 && WIFSIGNALED(status))
		snprintf(message, sizeof(message), "killed by signal %d (%s)",
			 WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		snprintf(message, sizeof(message), "cannot start a process");
	output_error(id, message);
}

void sample_process(char *line, bool dies_with_us)
{
	int space = space_lines_file(line);
	char *argv[] = {"agent", "--sample", line, NULL, NULL};
	char number[16];
	char padding[4096] = "";
	/* No rseq area: the child of a fork would not have its memory. */
	char *env[] = {"GLIBC_TUNABLES=glibc.pthread.rseq=0", NULL, NULL};
	bool late = false;
	uint64_t id = 0;
	int status;
	pid_t pid;

	batch_line_number(line, "id", &id);
	pad_environment(line, padding, sizeof(padding));
	env[1] = padding[0] ? padding : NULL;
	snprintf(number, sizeof(number), "%d", space);
	if (space >= 0)
		argv[3] = number;
	pid = fork();
	if (pid == 0) {
		if (space >= 0)
			fcntl(space, F_SETFD, 0); /* exec leaves it open */
		if (dies_with_us)
			prctl(PR_SET_PDEATHSIG, SIGKILL);
		execve(program_for(line), argv, env);
		_exit(127);
	}
	status = pid < 0 ? -1 : wait_for(pid, &late);
	if (status == 0 || (pid > 0 && WIFEXITED(status) &&
			    WEXITSTATUS(status) == EXIT_FAILURE))
		return;
	explain(id, pid, status, late);
}
