// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: kmemleak finds no memory that was leaked, by the module or by the
 * kernel because the module keeps what it should put. It runs after the other
 * suites, and has no test on a kernel without CONFIG_DEBUG_KMEMLEAK.
 */
#include <errno.h>
#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>

#include "ktap.h"
#include "suites.h"

#define KMEMLEAK "/sys/kernel/debug/kmemleak"

/* kmemleak does not report what was allocated less than 5 seconds ago. */
#define AGE_S 6

static void nothing_is_leaked(void)
{
	char line[256];
	size_t lines = 0;
	FILE *report;

	sleep(AGE_S);
	/* It reports what had the same contents in the scan before. */
	write_file(KMEMLEAK, "scan");
	write_file(KMEMLEAK, "scan");
	report = fopen(KMEMLEAK, "re");
	EXPECT(report, "kmemleak: %d", errno);
	for (; fgets(line, sizeof(line), report); lines++)
		printf("# %s", line);
	fclose(report);
	EXPECT(!lines, "memory is leaked");
}

void suite_leaks(void)
{
	static const struct test test = {"no memory is leaked",
					 nothing_is_leaked};

	mount("debugfs", "/sys/kernel/debug", "debugfs", 0, NULL);
	/* The file exists, but cannot be written, if kmemleak is off. */
	if (!access(KMEMLEAK, F_OK))
		ktap_run("end", &test, 1);
}
