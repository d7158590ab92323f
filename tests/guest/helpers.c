// SPDX-License-Identifier: GPL-2.0-only
/* Test suite: what the tests themselves use says what it cannot do, and why. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ktap.h"
#include "suites.h"
#include "workload.h"

/* The call fails the test, with these words. */
static void expect_refused(void (*call)(void), const char *words)
{
	char text[512] = "";
	size_t length = 0;
	int ends[2], status;
	ssize_t n;
	pid_t pid;

	EXPECT_OK(pipe(ends));
	pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDOUT_FILENO);
		call();
		_exit(EXIT_SUCCESS);
	}
	close(ends[1]);
	while (length < sizeof(text) - 1 &&
	       (n = read(ends[0], text + length, sizeof(text) - 1 - length)) >
		       0)
		length += n;
	EXPECT(pid > 0 && waitpid(pid, &status, 0) == pid, "fork: %d", errno);
	text[strcspn(text, "\n")] = '\0';
	EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == EXIT_FAILURE,
	       "status %#x: '%s'", status, text);
	EXPECT(strstr(text, words), "'%s' does not say '%s'", text, words);
}

/* More than a call can read: EINVAL, which says nothing about the memory. */
static void read_too_much(void)
{
	uint64_t value;

	cpu_read((uintptr_t)&value, &value, SIZE_MAX);
}

static void write_too_much(void)
{
	uint64_t value = 0;

	cpu_write((uintptr_t)&value, &value, SIZE_MAX);
}

static void only_efault_is_an_answer(void)
{
	uint64_t value = 1;

	EXPECT_OK(cpu_read((uintptr_t)&value, &value, sizeof(value)));
	EXPECT_OK(cpu_write((uintptr_t)&value, &value, sizeof(value)));
	EXPECT_RETURN(cpu_read(REGION_BASE, &value, sizeof(value)), -EFAULT);
	EXPECT_RETURN(cpu_write(REGION_BASE, &value, sizeof(value)), -EFAULT);
	expect_refused(read_too_much, "process_vm_readv: error 22");
	expect_refused(write_too_much, "CONFIG_CROSS_MEMORY_ATTACH");
}

static void use_one_too_many(void)
{
	use_processor(sysconf(_SC_NPROCESSORS_ONLN));
}

static void missing_processors_are_counted(void)
{
	use_processor(0);
	expect_refused(use_one_too_many, "CONFIG_SMP");
}

void suite_helpers(void)
{
	static const struct test tests[] = {
		{"only EFAULT means that the CPU cannot access memory",
		 only_efault_is_an_answer},
		{"a missing processor is named",
		 missing_processors_are_counted},
	};

	ktap_run("helpers", tests, sizeof(tests) / sizeof(tests[0]));
}
