// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: other processes with the same device. The counters of the
 * measured process are as the oracle predicts, and what takes a subscriber off
 * the list of an mm waits for the callbacks of the others, in modes behind a
 * global notifier.
 */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/measurement.h"
#include "agent/sample.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

#define DEVICE_NS 10000000 /* 10ms */

static uint64_t longest(const struct sample *sample)
{
	uint64_t ns = 0;

	for (size_t i = 0; i < sample->ops; i++)
		if (sample->ns[i] > ns)
			ns = sample->ns[i];
	return ns;
}

/* Returns the longest time of the sample. */
static uint64_t measure_line(const char *line)
{
	struct sample sample;
	struct error error = {0};
	struct cell cell;
	uint64_t ns;

	EXPECT(!cell_from_line(&cell, line, &error), "%s", error.message);
	use_last_processor();
	EXPECT(!sample_measure(&sample, &cell, 0, NULL, &error), "%s",
	       error.message);
	EXPECT(sample_agrees(&sample, &error), "%s", error.message);
	ns = longest(&sample);
	sample_free(&sample);
	return ns;
}

/* Each sample needs a fresh process. */
static uint64_t measure_apart(const char *line)
{
	uint64_t *ns = mmap(NULL, sizeof(*ns), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		*ns = measure_line(line);
		_exit(0);
	}
	EXPECT(waitpid(pid, &status, 0) == pid && !status, "status %d", status);
	return *ns;
}

static void measure(const void *line)
{
	measure_line(line);
}

static void test_line(const char *line)
{
	char name[512];

	snprintf(name, sizeof(name), "others: %s", line);
	ktap_test(name, measure, line);
}

static void test_mode(const char *mode)
{
	static const char *const lines[] = {
		"timed=attach others=2 wait=sleep",
		"timed=detach others=2 wait=sleep",
		"timed=exit others=2 wait=sleep devices=2",
		"timed=register others=1",
		"timed=fault threads=0 pages=1 others=1 wait=sleep",
		"timed=operation others=2 wait=sleep",
	};
	char line[256];

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		snprintf(line, sizeof(line),
			 "mode=%s workload=dontneed region_size=640K "
			 "region_stride=64K region_run=8K device_ns=100us "
			 "ops=3 warmup=1 %s",
			 mode, lines[i]);
		test_line(line);
	}
}

/* More than a slow kernel needs for all the rest. */
static uint64_t latency_ns(void)
{
	return (uint64_t)DEVICE_NS * kernel_slowness();
}

static uint64_t detach_ns(const char *mode, unsigned int others)
{
	char line[256];

	snprintf(line, sizeof(line),
		 "mode=%s workload=idle timed=detach region_size=64K "
		 "region_stride=64K region_run=4K device_ns=%luns wait=sleep "
		 "ops=2 warmup=0 others=%u",
		 mode, (unsigned long)latency_ns(), others);
	return measure_apart(line);
}

/* Detaching a global notifier waits for readers of SRCU in all processes. */
static void detach_waits_for_others(const void *mode)
{
	uint64_t alone = detach_ns(mode, 0), beside = detach_ns(mode, 3);
	bool released = mode_find(mode)->flags & MODE_RELEASED;

	printf("# %s: %lu us alone, %lu us beside others\n", (const char *)mode,
	       (unsigned long)alone / 1000, (unsigned long)beside / 1000);
	EXPECT(!released || beside > alone + latency_ns() / 2,
	       "it did not wait");
	EXPECT(released || beside < alone + latency_ns() / 2, "it waited");
}

/* A child of this process that lives, whoever started it. */
static bool has_child(void)
{
	pid_t pid = 1;

	for (int i = 0; pid >= 0 && i < 50; i++) {
		pid = waitpid(-1, NULL, WNOHANG);
		if (pid == 0)
			pause_ms(10);
	}
	return pid >= 0;
}

/* The processes that share pages with the others end with them. */
static void leaves_no_process(void)
{
	EXPECT_OK(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0));
	measure_line("mode=none workload=munmap backing=cow others=2 "
		     "region_size=64K region_stride=64K region_run=8K ops=1 "
		     "warmup=0");
	EXPECT(!has_child(), "a process is left");
}

/* Where CPUs run at the same time, they operate in any mode. */
static void operate_without_callbacks(void)
{
	struct sample sample;
	struct error error = {0};
	struct cell cell = test_cell("munmap", "none");

	cell.others = 2;
	EXPECT(!sample_measure(&sample, &cell, 1, NULL, &error), "%s",
	       error.message);
	EXPECT(sample_agrees(&sample, &error), "%s", error.message);
	sample_free(&sample);
}

/* An error of another process is that of the measurement. */
static void fails_with_another(void)
{
	struct sample sample;
	struct error error = {0};
	struct cell cell = test_cell("dontneed", "global");

	cell.others = 1;
	cell.device_ns = MNBENCH_LATENCY_MAX_NS + 1;
	EXPECT(sample_measure(&sample, &cell, 0, NULL, &error), "no error");
	EXPECT(!strcmp(error.message,
		       "another process: attach: Invalid argument"),
	       "%s", error.message);
	sample_free(&sample);
}

void suite_others(void)
{
	static const struct test tests[] = {
		{"an error of another process is reported", fails_with_another},
		{"no process is left that shared pages", leaves_no_process},
		{"others operate without callbacks", operate_without_callbacks},
	};
	const struct mode_info *mode;

	for (size_t i = 0; (mode = mode_at(i)); i++)
		if (mode_has_callback(mode) && mode_is_available(mode->name))
			test_mode(mode->name);
	for_each_device_mode("others", "detach beside others",
			     detach_waits_for_others);
	ktap_run("others", tests, sizeof(tests) / sizeof(tests[0]));
}
