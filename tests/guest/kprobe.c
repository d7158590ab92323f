// SPDX-License-Identifier: GPL-2.0-only
/* Kprobe events of tracefs. */
#include "kprobe.h"

#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "ktap.h"
#include "suites.h"

#define TRACING "/sys/kernel/tracing"
#define GROUP   "mnbench"

bool kprobe_is_available(void)
{
	if (access(TRACING "/kprobe_events", F_OK))
		mount("tracefs", TRACING, "tracefs", 0, NULL);
	return access(TRACING "/kprobe_events", F_OK) == 0;
}

static void enable(const char *function, bool on)
{
	char path[256];

	snprintf(path, sizeof(path), TRACING "/events/" GROUP "/%s/enable",
		 function);
	write_file(path, on ? "1" : "0");
}

void kprobe_add(const char *function)
{
	char event[256];

	snprintf(event, sizeof(event), "p:" GROUP "/%s %s", function, function);
	write_file(TRACING "/kprobe_events", event);
	enable(function, true);
}

unsigned long kprobe_hits(const char *function)
{
	FILE *file = fopen(TRACING "/kprobe_profile", "re");
	unsigned long hits, found = 0;
	char line[256], name[128];
	bool known = false;

	EXPECT(file, "kprobe_profile");
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%127s %lu", name, &hits) != 2 ||
		    strcmp(name, function) != 0)
			continue;
		known = true;
		found = hits;
	}
	fclose(file);
	EXPECT(known, "no kprobe of %s", function);
	return found;
}

void kprobe_remove_all(void)
{
	char line[256], name[128];
	FILE *file = fopen(TRACING "/kprobe_profile", "re");

	EXPECT(file, "kprobe_profile");
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "%127s", name) == 1)
			enable(name, false);
	fclose(file);
	write_file(TRACING "/kprobe_events", "\n");
}
