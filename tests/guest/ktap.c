// SPDX-License-Identifier: GPL-2.0-only
/* Running tests in processes and printing their results as KTAP. */
#include "ktap.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The state of all tests in this process. */
static struct {
	unsigned int run, failed;
	unsigned int limit_s;
	unsigned int seen, shard, shards;
} total = {.limit_s = 60, .shard = 1, .shards = 1};

void ktap_slow_down(unsigned int factor)
{
	total.limit_s *= factor;
}

void ktap_shard(unsigned int shard, unsigned int shards)
{
	total.shard = shard;
	total.shards = shards;
}

void ktap_fail(const char *file, int line, const char *format, ...)
{
	va_list args;

	printf("# %s:%d: ", file, line);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	fflush(stdout);
	_exit(EXIT_FAILURE);
}

void ktap_test(const char *name, void (*run)(const void *data),
	       const void *data)
{
	int status = -1;
	pid_t pid;

	if (total.seen++ % total.shards != total.shard - 1)
		return;
	if (!total.run)
		printf("KTAP version 1\n");
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		alarm(total.limit_s);
		run(data);
		fflush(stdout);
		_exit(EXIT_SUCCESS);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (pid > 0 && WIFSIGNALED(status))
		printf("# ended by signal %d (%s)\n", WTERMSIG(status),
		       strsignal(WTERMSIG(status)));
	total.run++;
	total.failed += !!status;
	printf("%s %u %s\n", status ? "not ok" : "ok", total.run, name);
	fflush(stdout);
}

static void run_plain(const void *data)
{
	((const struct test *)data)->run();
}

void ktap_run(const char *suite, const struct test *tests, size_t count)
{
	char name[256];

	for (size_t i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "%s: %s", suite, tests[i].name);
		ktap_test(name, run_plain, &tests[i]);
	}
}

int ktap_finish(void)
{
	printf("1..%u\n", total.run);
	fflush(stdout);
	return total.failed;
}
