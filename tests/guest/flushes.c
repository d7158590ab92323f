// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: what the mm calls a subscriber for beside ranges, which are
 * flushes of the TLB and questions which pages were used.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/client.h"
#include "common/modes.h"
#include "damon.h"
#include "facilities.h"
#include "ktap.h"
#include "suites.h"
#include "workload.h"

#define PAGES 16UL

static struct activity written_pages(void)
{
	struct activity a = {
		.area = REGION_BASE,
		.area_size = PAGES * PAGE_BYTES,
		.target = REGION_BASE,
		.target_size = PAGES * PAGE_BYTES,
		.target_stride = PAGES * PAGE_BYTES,
		.target_run = PAGES * PAGE_BYTES,
	};

	map_numbered(a.area, PAGES);
	return a;
}

/* The counters of one operation. Returns false if this kernel has none. */
static bool operate(int fd, const char *name, struct mnbench_counters *counters)
{
	const struct workload *workload = workload_find(name);
	struct activity a = written_pages();
	struct machine machine;

	if (!workload_is_available(workload)) {
		printf("# this kernel cannot do %s\n", name);
		return false;
	}
	EXPECT_OK(workload_begin(workload, &machine));
	EXPECT_OK(workload->prepare(&a));
	EXPECT_OK(device_counters(fd, counters, true));
	EXPECT_OK(workload->operate(&a));
	EXPECT_OK(device_counters(fd, counters, false));
	if (workload->check)
		EXPECT_OK(workload->check(&a));
	if (workload->finish)
		EXPECT_OK(workload->finish(&a));
	workload_end(workload, &machine);
	return true;
}

static uint64_t sum(const struct mnbench_counters *counters)
{
	uint64_t calls = 0;

	for (size_t i = 0; i < MNBENCH_YOUNG_COUNT; i++)
		calls += counters->young[i];
	return calls;
}

/*
 * Whichever of the two this kernel asks for, it asks for each page, and only
 * with the operation for this kind of look.
 */
static void asked_for_each_page(void)
{
	struct mnbench_counters pageout, aging = {0};
	int fd = attached("young");
	bool ages;

	operate(fd, "pageout", &pageout);
	ages = operate(fd, "aging", &aging);
	printf("# pageout: %lu clear_flush_young, aging: %lu clear_young\n",
	       (unsigned long)pageout.young[MNBENCH_YOUNG_CLEAR_FLUSH],
	       (unsigned long)aging.young[MNBENCH_YOUNG_CLEAR]);
	EXPECT(sum(&pageout) == 0 ||
		       pageout.young[MNBENCH_YOUNG_CLEAR_FLUSH] == PAGES,
	       "%lu calls for %lu pages", (unsigned long)sum(&pageout), PAGES);
	EXPECT(sum(&pageout) == pageout.young[MNBENCH_YOUNG_CLEAR_FLUSH],
	       "%lu calls", (unsigned long)sum(&pageout));
	EXPECT(sum(&aging) == 0 || aging.young[MNBENCH_YOUNG_CLEAR] >= PAGES,
	       "%lu calls for %lu pages", (unsigned long)sum(&aging), PAGES);
	EXPECT(sum(&pageout) || sum(&aging) || !ages, "no call at all");
}

/*
 * The third operation: khugepaged asks for small pages that the CPU has not
 * used lately, and changes nothing by that.
 */
static void asked_before_a_collapse(void)
{
	struct mnbench_counters counters;
	int fd = attached("young");

	if (!has_khugepaged()) {
		printf("# this kernel has no khugepaged\n");
		return;
	}
	map_numbered(REGION_BASE, BLOCK_BYTES / PAGE_BYTES);
	/* It asks nobody about pages that the CPU has used. */
	write_file("/proc/self/clear_refs", "1");
	EXPECT_OK(device_counters(fd, &counters, true));
	write_file(THP_ENABLED, "madvise");
	EXPECT_OK(madvise((void *)REGION_BASE, BLOCK_BYTES, MADV_HUGEPAGE));
	khugepaged_pass();
	write_file(THP_ENABLED, "never");
	EXPECT_OK(device_counters(fd, &counters, false));
	printf("# khugepaged: %lu test_young\n",
	       (unsigned long)counters.young[MNBENCH_YOUNG_TEST]);
	EXPECT(counters.young[MNBENCH_YOUNG_TEST], "no call at all");
	EXPECT(sum(&counters) == counters.young[MNBENCH_YOUNG_TEST],
	       "%lu calls", (unsigned long)sum(&counters));
}

/*
 * DAMON clears the mark of a page, and asks a while later whether it was used
 * since. It samples at random, but nearly all pages here are in one block.
 */
static void asked_by_damon(void)
{
	struct mnbench_counters counters;
	int fd = attached("young");

	if (!has_damon()) {
		printf("# this kernel has no DAMON\n");
		return;
	}
	map_numbered(REGION_BASE, BLOCK_BYTES / PAGE_BYTES);
	EXPECT_OK(device_counters(fd, &counters, true));
	damon_begin();
	do {
		pause_ms(10);
		EXPECT_OK(device_counters(fd, &counters, false));
	} while (!counters.young[MNBENCH_YOUNG_CLEAR] ||
		 !counters.young[MNBENCH_YOUNG_TEST]);
	damon_end();
	printf("# DAMON: %lu clear_young, %lu test_young\n",
	       (unsigned long)counters.young[MNBENCH_YOUNG_CLEAR],
	       (unsigned long)counters.young[MNBENCH_YOUNG_TEST]);
	EXPECT(!counters.young[MNBENCH_YOUNG_CLEAR_FLUSH],
	       "%lu calls of clear_flush_young",
	       (unsigned long)counters.young[MNBENCH_YOUNG_CLEAR_FLUSH]);
}

/* Intervals are not asked, nor are global notifiers without the operation. */
static void others_are_not_asked(const void *mode)
{
	struct mnbench_counters counters;
	int fd = attached(mode);

	operate(fd, "pageout", &counters);
	EXPECT(!sum(&counters), "%lu calls", (unsigned long)sum(&counters));
	if (operate(fd, "aging", &counters))
		EXPECT(!sum(&counters), "%lu calls",
		       (unsigned long)sum(&counters));
}

/* Whether debugfs is mounted, and the switch of its lists of pages. */
static void read_lru_gen(char text[64])
{
	FILE *file = fopen("/sys/kernel/mm/lru_gen/enabled", "re");
	char line[32] = "";

	if (file) {
		EXPECT(fgets(line, sizeof(line), file), "nothing to read");
		fclose(file);
	}
	snprintf(text, 64, "%s %s",
		 access("/sys/kernel/debug/lru_gen", F_OK) ? "not mounted"
							   : "mounted",
		 line);
}

/* What follows an aging measures the kernel as it was, also after a kill. */
static void ages_and_puts_back(void)
{
	char before[64], after[64];
	const struct workload *aging = workload_find("aging");
	struct machine machine;
	int status;
	pid_t pid;

	read_lru_gen(before);
	if (!workload_is_available(aging)) {
		printf("# this kernel cannot age pages\n");
		return;
	}
	EXPECT_OK(workload_begin(aging, &machine));
	pid = fork();
	if (pid == 0) {
		struct activity a = written_pages();

		EXPECT_OK(aging->prepare(&a));
		kill(getpid(), SIGKILL);
	}
	EXPECT(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status), "%#x",
	       status);
	workload_end(aging, &machine);
	read_lru_gen(after);
	EXPECT(!strcmp(before, after), "%s, after it %s", before, after);
}

/* Each flush is an invalidation, and no range is called. */
static void flushes_are_invalidations(void)
{
	struct cell cell = test_cell("munmap", "sva");
	struct mnbench_counters counters;
	int fd = attached_as(&cell);
	uint64_t ranges = 0;

	map_numbered(REGION_BASE, PAGES);
	EXPECT_OK(device_map(fd, REGION_BASE, PAGES * PAGE_BYTES, 0));
	EXPECT_OK(device_counters(fd, &counters, true));
	EXPECT_OK(munmap((void *)REGION_BASE, PAGES * PAGE_BYTES));
	EXPECT_OK(device_counters(fd, &counters, false));
	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		ranges += counters.callbacks[i];
	EXPECT(!ranges, "%lu callbacks for ranges", (unsigned long)ranges);
	EXPECT(counters.secondary >= 1 &&
		       counters.invalidations == counters.secondary,
	       "%lu flushes, %lu invalidations",
	       (unsigned long)counters.secondary,
	       (unsigned long)counters.invalidations);
	EXPECT(counters.pages_invalidated == PAGES, "%lu pages",
	       (unsigned long)counters.pages_invalidated);
}

#define FOREIGN  3UL
#define FLUSH_NS 500000000UL

/* Map the pages on the device, and wait until each was flushed. */
static void have_pages_flushed(int own, int other)
{
	struct cell cell = test_cell("munmap", "sva");
	struct mnbench_counters counters;
	char c;
	int fd;

	cell.filter = MNBENCH_FILTER_BITMAP;
	cell.device_ns = FLUSH_NS;
	fd = attached_as(&cell);
	EXPECT_OK(device_map(fd, REGION_BASE, FOREIGN * PAGE_BYTES, 0));
	EXPECT(write(own, "x", 1) == 1, "pipe");
	EXPECT(read(other, &c, 1) == 1, "pipe");
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(counters.pages_invalidated == FOREIGN, "%lu pages",
	       (unsigned long)counters.pages_invalidated);
	EXPECT(counters.waited_ns >= FOREIGN * FLUSH_NS * 9 / 10,
	       "waited for %lu ms",
	       (unsigned long)(counters.waited_ns / 1000000));
}

/*
 * Another process changes page tables of this one, as kswapd does, as long as
 * both live. It waits for each flush: the bound is for reapers.
 */
static void foreign_flushes_wait(void)
{
	uint64_t value = 1;
	struct iovec from = {&value, sizeof(value)};
	int own[2], other[2], status;
	pid_t pid;
	char c;

	EXPECT_OK(pipe(own));
	EXPECT_OK(pipe(other));
	/* The child shares them copy-on-write. */
	map_numbered(REGION_BASE, FOREIGN);
	pid = fork();
	EXPECT(pid >= 0, "fork: %d", errno);
	if (pid == 0) {
		have_pages_flushed(own[1], other[0]);
		_exit(0);
	}
	close(own[1]);
	EXPECT(read(own[0], &c, 1) == 1, "the process failed");
	for (size_t i = 0; i < FOREIGN; i++) {
		struct iovec to = {(void *)(REGION_BASE + i * PAGE_BYTES),
				   sizeof(value)};

		EXPECT(process_vm_writev(pid, &from, 1, &to, 1, 0) ==
			       sizeof(value),
		       "process_vm_writev: %d", errno);
	}
	EXPECT(write(other[1], "x", 1) == 1, "pipe");
	EXPECT(waitpid(pid, &status, 0) == pid && !status, "child: %#x",
	       status);
}

/* Only a mode that shares the CPU's page table is called for flushes. */
static void others_are_not_flushed(const void *mode)
{
	struct mnbench_counters counters;
	int fd = attached(mode);

	if (mode_find(mode)->coverage == MODE_COVERS_FLUSHES)
		return;
	written_pages();
	EXPECT_OK(munmap((void *)REGION_BASE, PAGES * PAGE_BYTES));
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(!counters.secondary, "%lu flushes",
	       (unsigned long)counters.secondary);
}

void suite_flushes(void)
{
	static const struct test tests[] = {
		{"young is asked for each page", asked_for_each_page},
		{"aging leaves the kernel as it was", ages_and_puts_back},
		{"young is asked before a collapse", asked_before_a_collapse},
		{"young is asked by DAMON", asked_by_damon},
		{"each flush is an invalidation in sva",
		 flushes_are_invalidations},
		{"flushes of other processes wait in sva",
		 foreign_flushes_wait},
	};

	ktap_run("flushes", tests, sizeof(tests) / sizeof(tests[0]));
	for_each_device_mode("flushes", "is not asked for pages that were used",
			     others_are_not_asked);
	for_each_device_mode("flushes", "is not called for flushes",
			     others_are_not_flushed);
}
