// SPDX-License-Identifier: GPL-2.0-only
/* The state of the kernel before and after a sample. */
#include "agent/kernel.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/membarrier.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/*
 * A timer tick of some CPU ends an RCU grace period, and the tick of this CPU
 * may follow at once. How the ticks of the CPUs lie to each other was decided
 * at boot; so that tick would be in each operation or in none. Wait until it is
 * over.
 */
#define QUIET_NS 50000

#define TAINT_OUT_OF_TREE (1UL << 12)
#define TAINT_UNSIGNED    (1UL << 13)
#define TAINT_TEST        (1UL << 18)

int kernel_quiesce(void)
{
	const struct timespec pause = {.tv_nsec = QUIET_NS};

	if (syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0))
		return -errno;
	nanosleep(&pause, NULL);
	return 0;
}

void kernel_reset_pids(void)
{
	static const char last[] = "300";
	int fd = open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return; /* without CONFIG_CHECKPOINT_RESTORE */
	if (write(fd, last, sizeof(last) - 1) != sizeof(last) - 1)
		perror("/proc/sys/kernel/ns_last_pid");
	close(fd);
}

unsigned long kernel_taint(void)
{
	FILE *f = fopen("/proc/sys/kernel/tainted", "re");
	unsigned long taint = 0;

	if (!f)
		return 0;
	if (fscanf(f, "%lu", &taint) != 1)
		taint = 0;
	fclose(f);
	return taint & ~(TAINT_OUT_OF_TREE | TAINT_UNSIGNED | TAINT_TEST);
}
