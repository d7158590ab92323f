// SPDX-License-Identifier: GPL-2.0-only
/* The guest tests: the only program of a guest, with output in KTAP. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/exec_target.h"
#include "agent/init.h"
#include "agent/kernel.h"
#include "agent/kernel_log.h"
#include "ktap.h"
#include "suites.h"

static void log_is_clean(void)
{
	printf("# ");
	EXPECT(kernel_log_defects(stdout, kernel_log_open(false)) == 0,
	       "the kernel log has defects");
	printf("\n");
	EXPECT(kernel_taint() == 0, "tainted: %lu", kernel_taint());
}

static void module_unloads(void)
{
	EXPECT_OK(guest_unload_module());
	EXPECT(access("/dev/mnbench", F_OK), "the device is still there");
	EXPECT_OK(guest_load_module(""));
	EXPECT_OK(guest_unload_module());
}

/* Runs in the program that a process with an attached session executed. */
static int after_exec(int fd)
{
	struct mnbench_counters counters;

	/* The mm has exited, so its counters can be read. */
	return device_settle(fd) != -EPERM ||
	       device_counters(fd, &counters, false);
}

struct suite {
	const char *name;
	void (*run)(void);
};

/* Suites that run only if chosen: their guests differ from others. */
static const struct suite on_demand[] = {
	{"protocol-kernel", suite_protocol_kernel},
	{"hunt", suite_hunt},
	{"memory-gib", suite_memory_gib},
	{"planted", suite_planted},
};

/* @chosen: names between commas. */
static bool is_chosen(const char *chosen, const struct suite *suite)
{
	char name[64];

	snprintf(name, sizeof(name), ",%s,", suite->name);
	return strstr(chosen, name);
}

static void run_suite(const struct suite *suite)
{
	time_t start = time(NULL);

	suite->run();
	printf("# %s: %ld s of the guest's clock\n", suite->name,
	       (long)(time(NULL) - start));
}

/* @chosen: names separated by commas; NULL: all but those on demand. */
static void run_suites(const char *chosen)
{
	static const struct suite suites[] = {
		{"helpers", suite_helpers},
		{"abi", suite_abi},
		{"access", suite_access},
		{"address_space", suite_address_space},
		{"buffers", suite_buffers},
		{"adaptive", suite_adaptive},
		{"ranges", suite_ranges},
		{"drivers", suite_drivers},
		{"flushes", suite_flushes},
		{"latency", suite_latency},
		{"policies", suite_policies},
		{"protocol", suite_protocol},
		{"matrix", suite_matrix},
		{"registration", suite_registration},
		{"teardown", suite_teardown},
		{"removal", suite_removal},
		{"driver-bytes", suite_driver_bytes},
		{"pinned", suite_pinned},
		{"timed", suite_timed},
		{"nodes", suite_nodes},
		{"threads", suite_threads},
		{"workloads", suite_workloads},
		{"memory", suite_memory},
		{"others", suite_others},
		{"race", suite_race},
		{"lifetime", suite_lifetime},
		{"sharing", suite_sharing},
		{"killed", suite_killed},
		{"signals", suite_signals},
		{"no-memory", suite_no_memory},
		{"crowd", suite_crowd},
	};
	char list[256];

	snprintf(list, sizeof(list), ",%s,", chosen ? chosen : "");
	for (size_t i = 0; i < sizeof(suites) / sizeof(suites[0]); i++)
		if (!chosen || is_chosen(list, &suites[i]))
			run_suite(&suites[i]);
	for (size_t i = 0; i < sizeof(on_demand) / sizeof(on_demand[0]); i++)
		if (is_chosen(list, &on_demand[i]))
			run_suite(&on_demand[i]);
}

/* @shard: "2/4" is the second of four guests; NULL: there is one guest. */
static void choose_shard(const char *shard)
{
	unsigned int number, count;

	if (shard && sscanf(shard, "%u/%u", &number, &count) == 2)
		ktap_shard(number, count);
}

int main(int argc, char **argv)
{
	static const struct test last[] = {
		{"the module unloads and loads again", module_unloads},
		{"the kernel log is clean", log_is_clean},
	};

	if (exec_target_run(argc, argv))
		return 0;
	if (argc == 3 && !strcmp(argv[1], "--after-exec"))
		return after_exec(atoi(argv[2]));
	/* The kernel passes an unknown argument as an environment variable. */
	if (getenv("MNBENCH_TEST"))
		misbehave(getenv("MNBENCH_TEST"));
	if (!getenv("GLIBC_TUNABLES")) {
		/*
		 * As for samples: the child of a fork would have no rseq area.
		 */
		setenv("GLIBC_TUNABLES", "glibc.pthread.rseq=0", 1);
		execv("/init", argv);
	}
	guest_start();
	ktap_slow_down(kernel_slowness());
	/* Else kcompactd takes pages of any process away, now and then. */
	write_if_there("/proc/sys/vm/compaction_proactiveness", "0");
	/* It asks which pages any process used, and admits no other DAMON. */
	write_if_there("/sys/module/damon_stat/parameters/enabled", "N");
	choose_shard(getenv("MNBENCH_SHARD"));
	run_suites(getenv("MNBENCH_SUITES"));
	/* What follows is about this guest. */
	ktap_shard(1, 1);
	suite_leaks();
	suite_debug_kernel();
	printf("# %lu ns to map, write and unmap 8 pages, time limits times "
	       "%u\n",
	       (unsigned long)kernel_loop_ns(), kernel_slowness());
	ktap_run("end", last, sizeof(last) / sizeof(last[0]));
	printf("{\"type\":\"end\",\"failed\":%d}\n", ktap_finish());
	fflush(stdout);
	guest_power_off();
}
