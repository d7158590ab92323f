// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: kmemleak finds no memory that the module leaked. It runs after
 * the other suites, and has no test on a kernel without CONFIG_DEBUG_KMEMLEAK.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
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
	bool leaked = false;
	FILE *report;

	sleep(AGE_S);
	/* It reports what had the same contents in the scan before. */
	write_file(KMEMLEAK, "scan");
	write_file(KMEMLEAK, "scan");
	report = fopen(KMEMLEAK, "re");
	EXPECT(report, "kmemleak: %d", errno);
	while (fgets(line, sizeof(line), report)) {
		printf("# %s", line);
		leaked |= strstr(line, "[mnbench]") != NULL;
	}
	fclose(report);
	EXPECT(!leaked, "the module leaks memory");
}

void suite_leaks(void)
{
	static const struct test test = {"no memory of the module is leaked",
					 nothing_is_leaked};

	mount("debugfs", "/sys/kernel/debug", "debugfs", 0, NULL);
	/* The file exists, but cannot be written, if kmemleak is off. */
	if (!access(KMEMLEAK, F_OK))
		ktap_run("end", &test, 1);
}
