// SPDX-License-Identifier: GPL-2.0-only
/* Finding the VMAs that the reaper of a process takes the memory of. */
#include "agent/reaped_vmas.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/kernel_version.h"

/* "VmFlags: rd wr mr mw me ac": shared, only page frames, huge pages. */
static bool is_passed_over(const char *flags)
{
	return strstr(flags, " sh") || strstr(flags, " pf") ||
	       strstr(flags, " ht");
}

/* Linux 7 says that the reaper leaves the VMAs, and takes their pages. */
static enum mnbench_event event_of_reaper(void)
{
	return kernel_version() >= KERNEL(7, 0) ? MNBENCH_EVENT_CLEAR
						: MNBENCH_EVENT_UNMAP;
}

static void read_file(struct notifier_calls *calls, FILE *smaps)
{
	enum mnbench_event event = event_of_reaper();
	uintptr_t start = 0, end = 0, first, stop;
	bool is_gate = false;
	char line[512];

	while (fgets(line, sizeof(line), smaps)) {
		/* "AnonHugePages" begins with a digit, too. */
		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR, &first, &stop) ==
		    2) {
			start = first;
			end = stop;
			/* A page of the kernel, which is in no mm. */
			is_gate = strstr(line, "[vsyscall]");
		} else if (!strncmp(line, "VmFlags:", 8) && !is_gate &&
			   !is_passed_over(line)) {
			predict_call(calls, event, start, end);
		}
	}
}

int reaped_vmas_predict(struct notifier_calls *calls, pid_t pid)
{
	char path[64];
	FILE *smaps;

	snprintf(path, sizeof(path), "/proc/%d/smaps", (int)pid);
	smaps = fopen(path, "re");
	if (!smaps)
		return -errno;
	read_file(calls, smaps);
	fclose(smaps);
	return 0;
}
