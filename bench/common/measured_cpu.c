// SPDX-License-Identifier: GPL-2.0-only
/* Choosing the processor on which a kernel with other users is measured. */
#include "common/measured_cpu.h"

#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The last processor of a list like "0-3,8"; -1: the list is empty. */
static int last_of(const char *root, const char *file)
{
	char path[PATH_MAX], list[1024] = "";
	const char *last;
	FILE *from;
	int cpu = -1;

	snprintf(path, sizeof(path), "%s/sys/devices/system/cpu/%s", root,
		 file);
	from = fopen(path, "re");
	if (!from)
		return -1;
	if (fgets(list, sizeof(list), from)) {
		last = list + strlen(list);
		while (last > list && !strchr("-,", last[-1]))
			last--;
		if (sscanf(last, "%d", &cpu) != 1)
			cpu = -1;
	}
	fclose(from);
	return cpu;
}

int cpus_online(const char *root)
{
	return last_of(root, "online") + 1;
}

int measured_cpu(const char *root)
{
	int cpu = last_of(root, "isolated");
	cpu_set_t allowed;

	if (cpu >= 0 || sched_getaffinity(0, sizeof(allowed), &allowed))
		return cpu;
	for (cpu = CPU_SETSIZE - 1; cpu >= 0; cpu--)
		if (CPU_ISSET(cpu, &allowed))
			break;
	return cpu;
}
