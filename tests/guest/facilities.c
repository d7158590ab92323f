// SPDX-License-Identifier: GPL-2.0-only
/* What the kernel can do to pages: swap, KSM, khugepaged, nodes. */
#include "facilities.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/mempolicy.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/swap.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "agent/layout.h"
#include "ktap.h"
#include "suites.h"
#include "support/kernel_file.h"
#include "support/swap.h"
#include "support/uffd.h"

#define SWAP_PATH       "/dev/ram0"
#define SWAP_PAGES      1024
#define KSM             "/sys/kernel/mm/ksm/"
#define KHUGEPAGED      "/sys/kernel/mm/transparent_hugepage/khugepaged/"
#define PASSES          3 /* both daemons look at pages more than once */
#define NEVER_MS        "3600000"
#define POLL_NS         100000
#define PASS_POLLS      1000 /* at most */
#define PIDS_OF_DAEMONS 200
#define MOVED_MAX       512UL /* pages in one call */

bool has_disk(void)
{
	return !access(DISK_PATH, W_OK);
}

bool has_swap(void)
{
	FILE *file = fopen("/proc/swaps", "re");
	char line[256];
	int lines = 0;

	while (file && fgets(line, sizeof(line), file))
		lines++;
	if (file)
		fclose(file);
	return lines > 1;
}

bool has_huge_pages(void)
{
	return kernel_number("/proc/sys/vm/nr_hugepages") > 0;
}

bool has_memory_failure(void)
{
	return !access("/proc/sys/vm/memory_failure_recovery", F_OK);
}

/*
 * Let a daemon of the kernel run before the devices, which never sleep for
 * long; it would wait for them for most of a hunt.
 */
static void prefer(const char *daemon)
{
	char path[64], name[32];

	for (int pid = 1; pid < PIDS_OF_DAEMONS; pid++) {
		FILE *file;

		snprintf(path, sizeof(path), "/proc/%d/comm", pid);
		file = fopen(path, "re");
		if (!file)
			continue;
		if (fscanf(file, "%31s", name) == 1 && !strcmp(name, daemon))
			setpriority(PRIO_PROCESS, pid, -20);
		fclose(file);
	}
}

void facilities_start(void)
{
	char number[16];

	snprintf(number, sizeof(number), "%d", HUGE_PAGES);
	write_if_there("/proc/sys/vm/nr_hugepages", number);
	write_if_there("/proc/sys/vm/dirty_writeback_centisecs", "0");
	prefer("ksmd");
	prefer("khugepaged");
	write_if_there(KSM "sleep_millisecs", "0");
	write_if_there(KSM "pages_to_scan", "1000");
	/* It would pass over pages that it saw changing. */
	write_if_there(KSM "smart_scan", "0");
	write_if_there(KHUGEPAGED "scan_sleep_millisecs", NEVER_MS);
	write_if_there(KHUGEPAGED "alloc_sleep_millisecs", "0");
	write_if_there(KHUGEPAGED "pages_to_scan", "4096");
	if (has_swap() || access(SWAP_PATH, W_OK))
		return;
	EXPECT_OK(swap_make(SWAP_PATH, SWAP_PAGES * PAGE_BYTES));
	EXPECT(!swapon(SWAP_PATH, 0), "swapon: %d", errno);
}

/*
 * Wait until a count of passes has grown by @passes, or for a long time. On a
 * slow kernel, to look as often would be all that this thread does, so it looks
 * less often and waits longer.
 */
static void wait_for_passes(const char *path, uint64_t passes)
{
	const struct timespec pause = {.tv_nsec = POLL_NS * kernel_slowness()};
	uint64_t end = kernel_number(path) + passes;

	for (int i = 0; kernel_number(path) < end && i < PASS_POLLS; i++)
		nanosleep(&pause, NULL);
}

bool has_ksm(void)
{
	return !access(KSM "run", W_OK);
}

void ksm_pass(void)
{
	write_file(KSM "run", "1");
	wait_for_passes(KSM "full_scans", PASSES);
	write_file(KSM "run", "0");
}

unsigned long ksm_pages(void)
{
	return kernel_number(KSM "pages_sharing");
}

bool has_khugepaged(void)
{
	return !access(KHUGEPAGED "full_scans", R_OK);
}

void khugepaged_pass(void)
{
	write_file(KHUGEPAGED "scan_sleep_millisecs", "0");
	wait_for_passes(KHUGEPAGED "full_scans", PASSES);
	write_file(KHUGEPAGED "scan_sleep_millisecs", NEVER_MS);
}

size_t node_count(void)
{
	char path[64];
	size_t count = 0;

	do
		snprintf(path, sizeof(path), "/sys/devices/system/node/node%zu",
			 count);
	while (!access(path, F_OK) && ++count);
	return count;
}

int move_to_node(uintptr_t addr, size_t pages, int node)
{
	void *list[MOVED_MAX];
	int nodes[MOVED_MAX], states[MOVED_MAX];

	if (pages > MOVED_MAX)
		pages = MOVED_MAX;
	for (size_t i = 0; i < pages; i++) {
		list[i] = (void *)(addr + i * PAGE_BYTES);
		nodes[i] = node;
	}
	return syscall(SYS_move_pages, 0, pages, list, nodes, states,
		       MPOL_MF_MOVE) < 0
		       ? -errno
		       : 0;
}

int bind_to_node(uintptr_t addr, size_t pages, int node)
{
	unsigned long mask = 1UL << node;
	size_t size = pages * PAGE_BYTES;
	int ret;

	ret = syscall(SYS_mbind, addr, size, MPOL_BIND, &mask, sizeof(mask) * 8,
		      MPOL_MF_MOVE)
		      ? -errno
		      : 0;
	syscall(SYS_mbind, addr, size, MPOL_DEFAULT, NULL, 0, 0);
	return ret;
}

bool has_uffd(uint64_t features)
{
	int fd = uffd_open(features);

	if (fd < 0)
		return false;
	close(fd);
	return true;
}
