// SPDX-License-Identifier: GPL-2.0-only
/* A process that takes back what a run changed, however the run ends. */
#include "host/guardian.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/repair.h"
#include "lib/message.h"

/* Neither a terminal that closes nor one that interrupts may end it. */
static void detach_from_terminal(void)
{
	static const int ignored[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGTERM,
				      SIGTSTP, SIGPIPE, SIGUSR1, SIGUSR2};

	setsid();
	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		signal(ignored[i], SIG_IGN);
	prctl(PR_SET_NAME, "mnbench-guard");
	if (chdir("/"))
		_exit(EXIT_FAILURE);
}

/* The whole report fits the pipe, so writing it never waits. */
static void tell(int report, const struct error *error)
{
	ssize_t n = write(report, error->message, strlen(error->message));

	/* Nobody reads it any more: mnbench was killed. */
	if (n < 0)
		error_say(error);
}

static void guard(const struct host_paths *paths, int alive, int report)
{
	struct error error = {0};
	bool any;
	char byte;

	detach_from_terminal();
	while (read(alive, &byte, 1) < 0 && errno == EINTR)
		;
	if (!host_repair(paths, &any, &error))
		_exit(EXIT_SUCCESS);
	tell(report, &error);
	_exit(EXIT_FAILURE);
}

static void close_both(const int pipes[2])
{
	close(pipes[0]);
	close(pipes[1]);
}

int guardian_start(struct guardian *guardian, const struct host_paths *paths,
		   struct error *error)
{
	int alive[2], report[2];

	if (pipe2(alive, O_CLOEXEC))
		return error_set(error, "pipe: %s", strerror(errno));
	if (pipe2(report, O_CLOEXEC)) {
		close_both(alive);
		return error_set(error, "pipe: %s", strerror(errno));
	}
	guardian->pid = fork();
	if (guardian->pid == 0) {
		close(alive[1]);
		close(report[0]);
		guard(paths, alive[0], report[1]);
	}
	close(alive[0]);
	close(report[1]);
	guardian->alive = alive[1];
	guardian->report = report[0];
	if (guardian->pid > 0)
		return 0;
	close(guardian->alive);
	close(guardian->report);
	guardian->pid = 0;
	return error_set(error, "fork: %s", strerror(errno));
}

/* Reads until the guardian ends. */
static void read_report(int fd, struct error *error)
{
	char text[ERROR_MESSAGE_MAX] = "";
	size_t used = 0;
	ssize_t n;

	while ((n = read(fd, text + used, sizeof(text) - 1 - used)) > 0 ||
	       (n < 0 && errno == EINTR))
		used += n > 0 ? (size_t)n : 0;
	if (used)
		error_set(error, "%s", text);
}

int guardian_finish(struct guardian *guardian, const struct host_paths *paths,
		    struct error *error)
{
	int status = 0;
	bool any;

	if (!guardian->pid)
		return 0;
	close(guardian->alive);
	read_report(guardian->report, error);
	close(guardian->report);
	while (waitpid(guardian->pid, &status, 0) < 0 && errno == EINTR)
		;
	guardian->pid = 0;
	if (WIFSIGNALED(status))
		return host_repair(paths, &any, error);
	return WEXITSTATUS(status) == EXIT_SUCCESS ? 0 : -1;
}
