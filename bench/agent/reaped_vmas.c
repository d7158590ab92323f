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
#include <sys/utsname.h>

/* More than a statically linked program has without its data. */
#define OWN_VMAS 256

struct reaped_vmas *reaped_vmas_new(size_t more)
{
	size_t max = OWN_VMAS + more;
	struct reaped_vmas *vmas =
		malloc(sizeof(*vmas) +
		       (max + NOTIFIER_CALLS_MAX) * sizeof(vmas->calls[0]));

	if (!vmas)
		return NULL;
	vmas->count = 0;
	vmas->max = max;
	return vmas;
}

/* "VmFlags: rd wr mr mw me ac": shared, only page frames, huge pages. */
static bool is_passed_over(const char *flags)
{
	return strstr(flags, " sh") || strstr(flags, " pf") ||
	       strstr(flags, " ht");
}

/* Linux 7 says that the reaper leaves the VMAs, and takes their pages. */
static enum mnbench_event event_of_reaper(void)
{
	struct utsname name;

	return !uname(&name) && strtoul(name.release, NULL, 10) >= 7
		       ? MNBENCH_EVENT_CLEAR
		       : MNBENCH_EVENT_UNMAP;
}

static int read_file(struct reaped_vmas *vmas, FILE *smaps)
{
	struct notifier_call call = {.event = event_of_reaper()};
	uintptr_t start, end;
	bool is_gate = false;
	char line[512];

	while (fgets(line, sizeof(line), smaps)) {
		/* "AnonHugePages" begins with a digit, too. */
		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR, &start, &end) == 2) {
			call.start = start;
			call.end = end;
			/* A page of the kernel, which is in no mm. */
			is_gate = strstr(line, "[vsyscall]");
		} else if (!strncmp(line, "VmFlags:", 8) && !is_gate &&
			   !is_passed_over(line)) {
			if (vmas->count == vmas->max)
				return -E2BIG;
			vmas->calls[vmas->count++] = call;
		}
	}
	return 0;
}

int reaped_vmas_read(struct reaped_vmas *vmas, pid_t pid)
{
	char path[64];
	FILE *smaps;
	int ret;

	if (vmas->count)
		return 0;
	snprintf(path, sizeof(path), "/proc/%d/smaps", (int)pid);
	smaps = fopen(path, "re");
	if (!smaps)
		return -errno;
	ret = read_file(vmas, smaps);
	fclose(smaps);
	return ret;
}
