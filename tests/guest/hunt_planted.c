// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test of the hunt: it finds each of these faults in the variant of the module
 * that tests/planted/ builds.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/init.h"
#include "common/modes.h"
#include "facilities.h"
#include "hunt.h"
#include "ktap.h"

static const struct planted_fault {
	const char *name; /* as in tests/planted/planted.patch */
	const char *mode; /* in which the hunt looks for it */
	const char *what;
} faults[] = {
	{"global-sequence", "global",
	 "the start of a range does not raise the sequence number"},
	{"global-in-progress", "global",
	 "a range counts as over as soon as it has begun"},
	{"rights-downgrade", "global",
	 "a range that only takes rights away is passed over"},
	{"read-retry", "filtered", "a collision is found, but ignored"},
	{"filter-short", "filtered", "the filter forgets a range's last page"},
	{"interval-sequence", "whole",
	 "a callback does not raise the sequence number"},
	{"last-page", "whole", "an invalidation forgets a range's last page"},
	{"chunk-early", "chunked", "a chunk goes while it has one page"},
	{"interval-sequence", "chunked",
	 "a callback does not raise the sequence number"},
	{"level-span", "level", "a notifier spans the first half of its node"},
	{"interval-sequence", "level",
	 "a callback does not raise the sequence number"},
	{"adaptive-early", "adaptive", "a chunk goes while it has pages"},
	{"adaptive-split", "adaptive",
	 "a split chunk's later pages are left to no chunk"},
	{"buffer-end", "region", "a fault goes on beyond the end of a buffer"},
	{"buffer-pages", "region", "a buffer goes and leaves its pages"},
	{"hybrid-sequence", "hybrid",
	 "the interval of a fault does not raise its sequence number"},
	{"flush-sequence", "sva", "a flush does not raise the number"},
	{"interval-sequence", "twopass",
	 "a callback does not raise the sequence number"},
	{"policy-retry", "hybrid",
	 "a collision is ignored where the driver has a policy"},
	{"slots-sequence", "global",
	 "a range that meets a slot does not raise the sequence number"},
	{"scan-short", "chunked", "a scan passes over its last page"},
	{"ranges-first", "whole",
	 "of several ranges only the first one loses its pages"},
	{"event-clear", "level",
	 "a driver that ignores some events ignores "
	 "one that takes pages away"},
};

/* One hunt of so many is made without a fault, to see that it finds nothing. */
#define WITHOUT_FAULT 8

#define FAULTS (sizeof(faults) / sizeof(faults[0]))

/* The processes that close its sessions may not have ended yet. */
static void reload(const char *fault)
{
	char parameters[64] = "";
	int ret;

	for (int tries = 0;
	     (ret = guest_unload_module()) == -EAGAIN && tries < 100; tries++)
		pause_ms(10);
	EXPECT(!ret, "unload: %d", ret);
	if (fault)
		snprintf(parameters, sizeof(parameters), "planted=%s", fault);
	EXPECT_OK(guest_load_module(parameters));
}

/* The status with which a hunt ended. */
static int hunt_in_child(const struct mode_info *mode, size_t index,
			 struct hunt_sum *sum)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		setpgid(0, 0);
		hunt_variant(mode, index, sum);
		_exit(0);
	}
	EXPECT(pid > 0 && waitpid(pid, &status, 0) == pid, "fork: %d", errno);
	/* A child of a workload that was under way still has the session. */
	kill(-pid, SIGKILL);
	EXPECT(WIFEXITED(status), "the hunt ended by signal %d",
	       WTERMSIG(status));
	return WEXITSTATUS(status);
}

static void is_found(const void *data)
{
	const struct planted_fault *fault = data;
	const struct mode_info *mode = mode_find(fault->mode);
	struct hunt_sum *sum = hunt_new_sums(1);
	int status = 0;

	EXPECT(sum, "no memory");
	EXPECT(mode, "there is no mode %s", fault->mode);
	/* All hunts of the mode may take longer than one test. */
	alarm(0);
	reload(fault->name);
	/*
	 * Without preemption in the kernel, no fault of some variants collides
	 * with a change. These end with an error, and find nothing.
	 */
	for (size_t i = 0; status != HUNT_FOUND && i < hunt_variants(mode); i++)
		status = hunt_in_child(mode, i, sum);
	reload(NULL);
	EXPECT(status == HUNT_FOUND, "not found (status %d): %s", status,
	       fault->what);
}

static void nothing_is_found(const void *data)
{
	const struct mode_info *mode = data;
	struct hunt_sum *sum = hunt_new_sums(1);

	EXPECT(sum, "no memory");
	alarm(0);
	for (size_t i = 0; i < hunt_variants(mode); i += WITHOUT_FAULT)
		EXPECT_OK(hunt_in_child(mode, i, sum));
}

static void every_mode_has_one(void)
{
	const struct mode_info *mode;

	for (size_t i = 0; (mode = mode_at(i)); i++) {
		bool has = !mode_has_callback(mode);

		for (size_t j = 0; j < FAULTS; j++)
			has |= !strcmp(faults[j].mode, mode->name);
		EXPECT(has, "no fault is planted in mode %s", mode->name);
	}
}

void suite_planted(void)
{
	static const struct test test = {"every mode with a device has a fault",
					 every_mode_has_one};
	const char *chosen = getenv("MNBENCH_HUNT_MODE");
	const struct mode_info *mode;
	char name[256];

	facilities_start();
	ktap_run("planted", &test, 1);
	for (size_t i = 0; (mode = mode_at(i)); i++) {
		if (!mode_has_callback(mode) ||
		    !mode_is_available(mode->name) ||
		    (chosen && strcmp(chosen, mode->name)))
			continue;
		snprintf(name, sizeof(name), "planted: nothing in %s is found",
			 mode->name);
		ktap_test(name, nothing_is_found, mode);
	}
	for (size_t i = 0; i < FAULTS; i++) {
		if ((chosen && strcmp(chosen, faults[i].mode)) ||
		    !mode_is_available(faults[i].mode))
			continue;
		snprintf(name, sizeof(name), "planted: %s in %s is found",
			 faults[i].name, faults[i].mode);
		ktap_test(name, is_found, &faults[i]);
	}
}
