// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: a kernel with debug options still looked for defects at the end,
 * and no thread of the tests was kept from running.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ktap.h"
#include "suites.h"

#define LOCKDEP_STATS "/proc/lockdep_stats"

/* lockdep ends with its first report, and when it runs out of memory. */
static void lockdep_is_on(void)
{
	FILE *stats = fopen(LOCKDEP_STATS, "re");
	unsigned int on = 0;
	char line[256];

	EXPECT(stats, LOCKDEP_STATS ": %d", errno);
	while (fgets(line, sizeof(line), stats))
		if (sscanf(line, " debug_locks: %u", &on) == 1)
			break;
	fclose(stats);
	EXPECT(on == 1, "lockdep has stopped looking");
}

/* The kernel has stopped real-time threads to let others run: see hunt.c. */
static void nothing_was_throttled(void)
{
	int log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	char record[8192];
	ssize_t n;

	EXPECT(log >= 0, "/dev/kmsg: %d", errno);
	while ((n = read(log, record, sizeof(record) - 1)) > 0 ||
	       (n < 0 && errno == EPIPE)) {
		record[n > 0 ? n : 0] = '\0';
		EXPECT(!strstr(record, "RT throttling activated"),
		       "real-time threads took all the time");
	}
	close(log);
}

void suite_debug_kernel(void)
{
	static const struct test lockdep = {"lockdep still looks for defects",
					    lockdep_is_on};
	static const struct test throttled = {
		"no real-time thread was throttled", nothing_was_throttled};

	if (!access(LOCKDEP_STATS, F_OK))
		ktap_run("end", &lockdep, 1);
	ktap_run("end", &throttled, 1);
}
