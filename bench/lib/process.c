// SPDX-License-Identifier: GPL-2.0-only
/* Starting, watching and ending child processes. */
#include "lib/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How long a group may take to end after SIGTERM, and how often it is asked. */
#define STOP_WITHIN_S 3
#define KILL_WITHIN_S 1 /* after SIGKILL */
#define STOP_STEP_MS  10

static void become(pid_t parent, char *const argv[], int null, int out, int err)
{
	sigset_t none;

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent) /* it has died already: no signal will come */
		_exit(127);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (dup2(null, 0) < 0 || dup2(out < 0 ? null : out, 1) < 0 ||
	    dup2(err < 0 ? null : err, 2) < 0)
		_exit(127);
	execvp(argv[0], argv);
	_exit(127);
}

pid_t process_start(char *const argv[], int out, int err)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	pid_t parent = getpid(), pid;

	if (null < 0)
		return -1;
	pid = fork();
	if (pid == 0)
		become(parent, argv, null, out, err);
	close(null);
	if (pid > 0)
		setpgid(pid, pid); /* parent and child both do: no race */
	return pid;
}

static int exit_status(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool process_ended(pid_t pid, int *status)
{
	int raw;

	if (waitpid(pid, &raw, WNOHANG) != pid)
		return false;
	*status = exit_status(raw);
	return true;
}

/* Reap what has ended of a group. Return true if nothing of it is left. */
static bool group_ended(pid_t pid)
{
	while (waitpid(-pid, NULL, WNOHANG) > 0)
		continue;
	return kill(-pid, 0) && errno == ESRCH;
}

/* Wait for groups, in their order. Return how many of them have ended. */
static size_t wait_for_groups(const pid_t *pids, size_t count, int seconds)
{
	const struct timespec step = {.tv_nsec = STOP_STEP_MS * 1000000};
	int steps = seconds * 1000 / STOP_STEP_MS;
	size_t ended = 0;

	while (ended < count) {
		if (group_ended(pids[ended])) {
			ended++;
			continue;
		}
		if (steps-- == 0)
			break;
		nanosleep(&step, NULL);
	}
	return ended;
}

static void kill_groups(const pid_t *pids, size_t count, int signal)
{
	for (size_t i = 0; i < count; i++)
		kill(-pids[i], signal);
}

void processes_stop(const pid_t *pids, size_t count, int seconds)
{
	int reaper = 0;
	size_t ended;

	/*
	 * A shell dies at once, and what it runs may need time to clean up.
	 * This process becomes the parent of that, to see when it ends: who is
	 * the parent of orphans otherwise may never reap them.
	 */
	prctl(PR_GET_CHILD_SUBREAPER, &reaper);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	kill_groups(pids, count, SIGTERM);
	ended = wait_for_groups(pids, count, seconds);
	kill_groups(pids + ended, count - ended, SIGKILL);
	wait_for_groups(pids + ended, count - ended, KILL_WITHIN_S);
	prctl(PR_SET_CHILD_SUBREAPER, reaper);
}

void process_stop(pid_t pid)
{
	processes_stop(&pid, 1, STOP_WITHIN_S);
}

static void read_start(int fd, char *text, size_t size)
{
	char rest[512];
	size_t used = 0;
	ssize_t n;

	for (;;) {
		bool full = used + 1 >= size;

		n = read(fd, full ? rest : text + used,
			 full ? sizeof(rest) : size - 1 - used);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		if (!full)
			used += (size_t)n;
	}
	while (used && text[used - 1] == '\n')
		used--;
	text[used] = '\0';
}

int process_wait(pid_t pid)
{
	int raw;

	while (waitpid(pid, &raw, 0) < 0)
		if (errno != EINTR)
			return -1;
	return exit_status(raw);
}

int process_run(char *const argv[], bool errors, char *text, size_t size)
{
	int pipes[2];
	pid_t pid;

	if (pipe2(pipes, O_CLOEXEC))
		return -1;
	pid = process_start(argv, errors ? -1 : pipes[1],
			    errors ? pipes[1] : -1);
	close(pipes[1]);
	if (pid > 0)
		read_start(pipes[0], text, size);
	close(pipes[0]);
	return pid < 0 ? -1 : process_wait(pid);
}

int process_run_shown(char *const argv[])
{
	pid_t pid = process_start(argv, STDERR_FILENO, STDERR_FILENO);

	return pid < 0 ? -1 : process_wait(pid);
}
