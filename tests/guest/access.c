// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: the device reads and writes the CPU's pages, and fails where the
 * CPU fails.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/layout.h"
#include "ktap.h"
#include "suites.h"

#define PAGES 1024UL /* two leaves of the device page table */

static void reads_and_writes(const void *mode)
{
	int fd = attached(mode);
	uint64_t value;

	map_numbered(REGION_BASE, PAGES);
	for (size_t i = 0; i < PAGES; i++) {
		uintptr_t addr = REGION_BASE + i * PAGE_BYTES;

		EXPECT_OK(device_read(fd, addr, &value, sizeof(value), 0));
		EXPECT(value == i, "page %zu: %lu", i, (unsigned long)value);
		value = ~i;
		EXPECT_OK(device_write(fd, addr, &value, sizeof(value), 0));
		EXPECT(*(uint64_t *)addr == ~i, "page %zu not written", i);
	}
	/* Across the end of a page. */
	value = 0x0123456789abcdef;
	EXPECT_OK(device_write(fd, REGION_BASE + PAGE_BYTES - 4, &value,
			       sizeof(value), 0));
	EXPECT(!memcmp((void *)(REGION_BASE + PAGE_BYTES - 4), &value,
		       sizeof(value)),
	       "not written across pages");
}

static void large_reads(const void *mode)
{
	int fd = attached(mode);
	char *copy = malloc(PAGES * PAGE_BYTES);
	struct mnbench_counters counters;

	map_numbered(REGION_BASE, PAGES);
	EXPECT_OK(device_read(fd, REGION_BASE, copy, PAGES * PAGE_BYTES, 0));
	EXPECT(!memcmp(copy, (void *)REGION_BASE, PAGES * PAGE_BYTES),
	       "contents differ");
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(counters.pages_faulted == PAGES && counters.faults == 2,
	       "%lu pages in %lu faults", (unsigned long)counters.pages_faulted,
	       (unsigned long)counters.faults);
	free(copy);
}

static void fails_as_the_cpu(const void *mode)
{
	int fd = attached(mode);
	uint64_t value = 1;

	EXPECT_RETURN(device_read(fd, REGION_BASE, &value, 8, 0), -EFAULT);
	map_numbered(REGION_BASE, 4);
	EXPECT_RETURN(device_read(fd, REGION_BASE, &value, 8,
				  MNBENCH_COMMAND_NOFAULT),
		      -ENOENT);
	mprotect((void *)REGION_BASE, PAGE_BYTES, PROT_READ);
	EXPECT_OK(device_read(fd, REGION_BASE, &value, 8, 0));
	EXPECT_RETURN(device_write(fd, REGION_BASE, &value, 8, 0), -EPERM);
	EXPECT_RETURN(device_write(fd, REGION_BASE, &value, 8,
				   MNBENCH_COMMAND_NOFAULT),
		      -ENOENT);
	mprotect((void *)REGION_BASE, PAGE_BYTES, PROT_NONE);
	EXPECT_RETURN(device_read(fd, REGION_BASE, &value, 8, 0), -EFAULT);
	/* The kernel's half of the address space. */
	EXPECT_RETURN(device_read(fd, 0xffff888000000000, &value, 8, 0),
		      -EINVAL);
}

/* A hole in the middle: the pages before it are done. */
static void stops_at_a_hole(const void *mode)
{
	int fd = attached(mode);
	char *copy = malloc(8 * PAGE_BYTES);
	struct mnbench_command command = {
		.op = MNBENCH_OP_READ,
		.addr = REGION_BASE,
		.length = 8 * PAGE_BYTES,
		.data = (uintptr_t)copy,
	};

	map_numbered(REGION_BASE, 8);
	munmap((void *)(REGION_BASE + 5 * PAGE_BYTES), PAGE_BYTES);
	EXPECT_RETURN(device_submit(fd, &command, 1), -EFAULT);
	EXPECT(command.done == 5 * PAGE_BYTES, "%lu bytes done",
	       (unsigned long)command.done);
	free(copy);
}

/* The same for pages that are mapped at once and one by one. */
static void maps_up_to_a_hole(const void *mode)
{
	static const uint64_t strides[] = {0, PAGE_BYTES, 2 * PAGE_BYTES};
	int fd = attached(mode);

	map_numbered(REGION_BASE, 8);
	munmap((void *)(REGION_BASE + 6 * PAGE_BYTES), PAGE_BYTES);
	for (size_t i = 0; i < sizeof(strides) / sizeof(strides[0]); i++) {
		struct mnbench_command command = {
			.op = MNBENCH_OP_MAP,
			.addr = REGION_BASE,
			.length = 8 * PAGE_BYTES,
			.stride = strides[i],
		};

		EXPECT_RETURN(device_submit(fd, &command, 1), -EFAULT);
		EXPECT(command.done == 6 * PAGE_BYTES,
		       "%lu bytes done with stride %lu",
		       (unsigned long)command.done, (unsigned long)strides[i]);
	}
}

static void breaks_copy_on_write(const void *mode)
{
	int fd = attached(mode), go[2], status;
	uint64_t value = 77;
	pid_t pid;

	EXPECT_OK(pipe(go));
	map_numbered(REGION_BASE, 4);
	EXPECT_OK(device_map(fd, REGION_BASE, 4 * PAGE_BYTES,
			     MNBENCH_COMMAND_WRITABLE));
	pid = fork();
	if (pid == 0) {
		char c;

		EXPECT(read(go[0], &c, 1) == 1, "no signal to go");
		_exit(*(uint64_t *)REGION_BASE == 0 ? 0 : 1);
	}
	EXPECT_RETURN(device_write(fd, REGION_BASE, &value, 8,
				   MNBENCH_COMMAND_NOFAULT),
		      -ENOENT);
	EXPECT_OK(device_write(fd, REGION_BASE, &value, 8, 0));
	EXPECT(*(uint64_t *)REGION_BASE == 77, "the parent does not see it");
	EXPECT(write(go[1], "x", 1) == 1, "pipe");
	EXPECT(waitpid(pid, &status, 0) == pid && !status,
	       "the child sees the device's write");
}

static void shares_file_pages(const void *mode)
{
	int fd = attached(mode), file = memfd_create("test", 0);
	uint64_t value = 5;
	char *p, *q;

	EXPECT_OK(ftruncate(file, 4 * PAGE_BYTES));
	p = mmap(NULL, 4 * PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file,
		 0);
	q = mmap(NULL, 4 * PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE,
		 file, 0);
	EXPECT_OK(device_write(fd, (uintptr_t)p, &value, 8, 0));
	EXPECT(pread(file, &value, 8, 0) == 8 && value == 5, "not in the file");
	value = 0;
	EXPECT_OK(device_read(fd, (uintptr_t)q, &value, 8, 0));
	EXPECT(value == 5, "private mapping: %lu", (unsigned long)value);
	value = 6;
	EXPECT_OK(device_write(fd, (uintptr_t)q, &value, 8, 0));
	EXPECT(pread(file, &value, 8, 0) == 8 && value == 5,
	       "a private write got into the file");
	/* Pages beyond the end of the file cannot be mapped. */
	EXPECT_OK(ftruncate(file, PAGE_BYTES));
	EXPECT_RETURN(device_read(fd, (uintptr_t)p + PAGE_BYTES, &value, 8, 0),
		      -EFAULT);
}

static void expect_rights(int fd, uintptr_t addr, uint8_t rights)
{
	uint8_t state;

	EXPECT_OK(device_snapshot(fd, addr, PAGE_BYTES, &state));
	EXPECT(state == rights, "%u, not %u", state, rights);
}

/* Memory of another process. */
static int process_reads(pid_t pid, uintptr_t addr, uint64_t *value)
{
	struct iovec local = {value, sizeof(*value)};
	struct iovec remote = {(void *)addr, sizeof(*value)};

	return process_vm_readv(pid, &local, 1, &remote, 1, 0) == sizeof(*value)
		       ? 0
		       : -errno;
}

/* A write to the zero page gives the process its own page. */
static void leaves_the_zero_page(const void *mode)
{
	int fd = attached(mode);
	uint64_t value = 1;

	EXPECT_OK(map_area(REGION_BASE, 2 * PAGE_BYTES));
	EXPECT_OK(device_read(fd, REGION_BASE, &value, 8, 0));
	EXPECT(!value, "fresh memory: %lu", (unsigned long)value);
	EXPECT_OK(device_map(fd, REGION_BASE, 2 * PAGE_BYTES, 0));
	value = 77;
	EXPECT_RETURN(device_write(fd, REGION_BASE, &value, 8,
				   MNBENCH_COMMAND_NOFAULT),
		      -ENOENT);
	EXPECT_OK(device_write(fd, REGION_BASE, &value, 8, 0));
	EXPECT(*(uint64_t *)REGION_BASE == 77, "the CPU does not see it");
	EXPECT_OK(device_read(fd, REGION_BASE + PAGE_BYTES, &value, 8, 0));
	EXPECT(!value, "another fresh page: %lu", (unsigned long)value);
	expect_no_stale_page(fd, REGION_BASE, 2 * PAGE_BYTES);
}

/*
 * The device has the new page when the CPU breaks copy-on-write of a file's
 * page.
 */
static void breaks_private_files(const void *mode)
{
	int fd = attached(mode), file = memfd_create("test", 0);
	uint64_t value = 5;
	uint64_t *p;

	EXPECT(pwrite(file, &value, 8, 0) == 8, "pwrite: %d", errno);
	p = mmap(NULL, PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE, file,
		 0);
	EXPECT_OK(device_read(fd, (uintptr_t)p, &value, 8, 0));
	EXPECT(value == 5, "read %lu", (unsigned long)value);
	*p = 6;
	EXPECT_OK(device_read(fd, (uintptr_t)p, &value, 8, 0));
	EXPECT(value == 6, "the device has the file's page: %lu",
	       (unsigned long)value);
	value = 7;
	EXPECT_OK(device_write(fd, (uintptr_t)p, &value, 8, 0));
	EXPECT(*p == 7, "the CPU reads %lu", (unsigned long)*p);
	EXPECT(pread(file, &value, 8, 0) == 8 && value == 5,
	       "a private write got into the file");
}

/* Two mappings of the same pages: the device has and loses both. */
static void follows_all_mappings(const void *mode)
{
	int fd = attached(mode), file = memfd_create("test", 0);
	uint64_t value = 5;
	uint8_t states[8];

	EXPECT_OK(ftruncate(file, 4 * PAGE_BYTES));
	for (size_t i = 0; i < 2; i++) {
		uintptr_t addr = REGION_BASE + i * 4 * PAGE_BYTES;

		EXPECT(mmap((void *)addr, 4 * PAGE_BYTES,
			    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED,
			    file, 0) == (void *)addr,
		       "mmap: %d", errno);
	}
	EXPECT_OK(device_map(fd, REGION_BASE, 8 * PAGE_BYTES,
			     MNBENCH_COMMAND_WRITABLE));
	EXPECT_OK(device_write(fd, REGION_BASE, &value, 8, 0));
	value = 0;
	EXPECT_OK(device_read(fd, REGION_BASE + 4 * PAGE_BYTES, &value, 8,
			      MNBENCH_COMMAND_NOFAULT));
	EXPECT(value == 5, "the other mapping: %lu", (unsigned long)value);
	EXPECT_OK(fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0,
			    PAGE_BYTES));
	EXPECT_OK(device_snapshot(fd, REGION_BASE, 8 * PAGE_BYTES, states));
	for (size_t i = 0; i < 8; i++)
		EXPECT((states[i] == MNBENCH_PAGE_ABSENT) == (i % 4 == 0),
		       "page %zu: %u", i, states[i]);
	EXPECT_OK(device_read(fd, REGION_BASE, &value, 8, 0));
	EXPECT(!value, "the hole holds %lu", (unsigned long)value);
	expect_no_stale_page(fd, REGION_BASE, 8 * PAGE_BYTES);
}

static void number_pages(uintptr_t addr, size_t pages)
{
	for (size_t i = 0; i < pages; i++)
		*(uint64_t *)(addr + i * PAGE_BYTES) = i;
}

/* Read each page, and write what the CPU then reads, with one fault. */
static void expect_mirrored(int fd, uintptr_t addr, size_t pages)
{
	uint64_t value;

	EXPECT_OK(device_map(fd, addr, pages * PAGE_BYTES,
			     MNBENCH_COMMAND_WRITABLE));
	for (size_t i = 0; i < pages; i++) {
		uintptr_t at = addr + i * PAGE_BYTES;

		EXPECT_OK(device_read(fd, at, &value, 8,
				      MNBENCH_COMMAND_NOFAULT));
		EXPECT(value == i, "page %zu: %lu", i, (unsigned long)value);
		value = ~i;
		EXPECT_OK(device_write(fd, at, &value, 8,
				       MNBENCH_COMMAND_NOFAULT));
		EXPECT(*(uint64_t *)at == ~i, "page %zu not written", i);
	}
}

static void mirrors_huge_pages(const void *mode)
{
	size_t pages = BLOCK_BYTES / PAGE_BYTES;
	int fd = attached(mode);
	long huge_kb;

	EXPECT_OK(map_area(REGION_BASE, BLOCK_BYTES));
	EXPECT_OK(madvise((void *)REGION_BASE, BLOCK_BYTES, MADV_HUGEPAGE));
	write_file(THP_ENABLED, "madvise");
	number_pages(REGION_BASE, pages);
	write_file(THP_ENABLED, "never");
	huge_kb = smaps_kb(REGION_BASE, "AnonHugePages:");
	EXPECT(huge_kb == 2048, "%ld kB in huge pages", huge_kb);
	expect_mirrored(fd, REGION_BASE, pages);
	/* The huge page is split, and a part of it is unmapped. */
	EXPECT_OK(madvise((void *)(REGION_BASE + 5 * PAGE_BYTES),
			  2 * PAGE_BYTES, MADV_DONTNEED));
	expect_no_stale_page(fd, REGION_BASE, BLOCK_BYTES);
	expect_rights(fd, REGION_BASE + 5 * PAGE_BYTES, MNBENCH_PAGE_ABSENT);
	EXPECT_OK(mprotect((void *)REGION_BASE, PAGE_BYTES, PROT_READ));
	EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
	expect_rights(fd, REGION_BASE, MNBENCH_PAGE_READ);
	EXPECT_OK(munmap((void *)REGION_BASE, BLOCK_BYTES));
	expect_rights(fd, REGION_BASE + 9 * PAGE_BYTES, MNBENCH_PAGE_ABSENT);
}

#define HUGETLB_PAGES "/proc/sys/vm/nr_hugepages"

/* Two huge pages: one is for a copy. */
static void mirrors_hugetlb(const void *mode)
{
	size_t pages = BLOCK_BYTES / PAGE_BYTES;
	int fd = attached(mode), status;
	uint64_t value = 4711;
	void *p;
	pid_t pid;

	if (access(HUGETLB_PAGES, F_OK))
		return; /* this kernel has none */
	write_file(HUGETLB_PAGES, "2");
	p = mmap((void *)REGION_BASE, BLOCK_BYTES, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_HUGETLB, -1, 0);
	EXPECT(p != MAP_FAILED, "mmap: %d", errno);
	number_pages(REGION_BASE, pages);
	EXPECT(smaps_kb(REGION_BASE, "Private_Hugetlb:") == 2048,
	       "no huge page");
	expect_mirrored(fd, REGION_BASE, pages);
	pid = fork();
	if (pid == 0)
		for (;;)
			pause();
	EXPECT_RETURN(device_write(fd, REGION_BASE, &value, 8,
				   MNBENCH_COMMAND_NOFAULT),
		      -ENOENT);
	EXPECT_OK(device_write(fd, REGION_BASE, &value, 8, 0));
	EXPECT(*(uint64_t *)REGION_BASE == value, "the CPU does not see it");
	EXPECT(!process_reads(pid, REGION_BASE, &value) && value == ~0UL,
	       "the child reads %lu", (unsigned long)value);
	EXPECT_OK(kill(pid, SIGKILL));
	EXPECT(waitpid(pid, &status, 0) == pid, "waitpid: %d", errno);
	EXPECT_OK(munmap((void *)REGION_BASE, BLOCK_BYTES));
	expect_rights(fd, REGION_BASE, MNBENCH_PAGE_ABSENT);
	write_file(HUGETLB_PAGES, "0");
}

static void maps_with_stride(const void *mode)
{
	int fd = attached(mode);
	uint8_t states[16];
	struct mnbench_command command = {
		.op = MNBENCH_OP_MAP,
		.addr = REGION_BASE,
		.length = 16 * PAGE_BYTES,
		.stride = 4 * PAGE_BYTES,
	};

	map_numbered(REGION_BASE, 16);
	EXPECT_OK(device_submit(fd, &command, 1));
	EXPECT_OK(device_snapshot(fd, REGION_BASE, 16 * PAGE_BYTES, states));
	for (size_t i = 0; i < 16; i++)
		EXPECT((states[i] != MNBENCH_PAGE_ABSENT) == (i % 4 == 0),
		       "page %zu: %u", i, states[i]);
}

/* A read maps with all rights that the CPU's page table grants at the time. */
static void has_the_rights_of_the_cpu(const void *mode)
{
	int fd = attached(mode), status;
	pid_t pid;

	EXPECT_OK(map_area(REGION_BASE, 2 * PAGE_BYTES));
	EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
	expect_rights(fd, REGION_BASE, MNBENCH_PAGE_READ); /* the zero page */
	map_numbered(REGION_BASE, 1);
	EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
	expect_rights(fd, REGION_BASE, MNBENCH_PAGE_WRITE);
	pid = fork();
	if (pid == 0)
		_exit(0);
	EXPECT(waitpid(pid, &status, 0) == pid && !status, "fork");
	EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES, 0));
	expect_rights(fd, REGION_BASE, MNBENCH_PAGE_READ); /* not yet copied */
	EXPECT_OK(device_map(fd, REGION_BASE, PAGE_BYTES,
			     MNBENCH_COMMAND_WRITABLE));
	expect_rights(fd, REGION_BASE, MNBENCH_PAGE_WRITE);
}

/* The CPU may drop a page that it did not dirty. */
static void writes_make_dirty(const void *mode)
{
	int fd = attached(mode);
	uint64_t value = 9;

	map_numbered(REGION_BASE, 1);
	EXPECT_OK(madvise((void *)REGION_BASE, PAGE_BYTES, MADV_FREE));
	EXPECT_OK(device_write(fd, REGION_BASE, &value, sizeof(value), 0));
	EXPECT_OK(madvise((void *)REGION_BASE, PAGE_BYTES, MADV_PAGEOUT));
	EXPECT(*(uint64_t *)REGION_BASE == 9, "the write is lost");
}

/* The kernel itself cannot access memory of memfd_secret(). */
static void leaves_secrets(const void *mode)
{
	int fd = attached(mode), file = syscall(SYS_memfd_secret, 0);
	uint64_t value = 5;
	uint64_t *p;

	if (file < 0 && errno == ENOSYS)
		return;
	EXPECT_OK(ftruncate(file, PAGE_BYTES));
	p = mmap(NULL, PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	*p = 4;
	EXPECT_RETURN(device_read(fd, (uintptr_t)p, &value, 8, 0), -EFAULT);
	EXPECT_RETURN(device_write(fd, (uintptr_t)p, &value, 8, 0), -EFAULT);
	EXPECT(*p == 4 && value == 5, "the device had access");
}

/*
 * The processor grants reading along with writing, but hmm_range_fault() does
 * not.
 */
static void needs_read_permission(const void *mode)
{
	int fd = attached(mode);
	uint64_t value = 5;

	map_numbered(REGION_BASE, 1);
	EXPECT_OK(mprotect((void *)REGION_BASE, PAGE_BYTES, PROT_WRITE));
	EXPECT(!*(uint64_t *)REGION_BASE, "the CPU reads something else");
	EXPECT_RETURN(device_read(fd, REGION_BASE, &value, 8, 0), -EFAULT);
	EXPECT_RETURN(device_write(fd, REGION_BASE, &value, 8, 0), -EFAULT);
}

/* Map much memory on the device, then read all of it, or sleep. */
static void use_much(const char *mode, bool read_all, int ready)
{
	size_t size = 256UL << 20, piece = 4UL << 20;
	int fd = attached(mode), file = memfd_create("test", 0);

	EXPECT_OK(ftruncate(file, piece));
	for (size_t i = 0; i < size; i += piece) {
		mmap((void *)(REGION_BASE + i), piece, PROT_READ,
		     MAP_SHARED | MAP_FIXED, file, 0);
		mmap((void *)(FAR_BASE + i), piece, PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_FIXED, file, 0);
	}
	EXPECT_OK(device_map(fd, REGION_BASE, size, 0));
	EXPECT(write(ready, "x", 1) == 1, "pipe");
	if (read_all)
		device_read(fd, REGION_BASE, (void *)FAR_BASE, size, 0);
	for (;;)
		pause();
}

/* How long a process takes to die, in us. */
static long time_to_die(const char *mode, bool read_all)
{
	struct timespec start, end;
	int ready[2], status;
	pid_t pid;
	char c;

	EXPECT_OK(pipe(ready));
	pid = fork();
	if (pid == 0)
		use_much(mode, read_all, ready[1]);
	EXPECT(read(ready[0], &c, 1) == 1, "pipe");
	pause_ms(5);
	clock_gettime(CLOCK_MONOTONIC, &start);
	EXPECT_OK(kill(pid, SIGKILL));
	EXPECT(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status),
	       "child: %#x", status);
	clock_gettime(CLOCK_MONOTONIC, &end);
	return (end.tv_sec - start.tv_sec) * 1000000 +
	       (end.tv_nsec - start.tv_nsec) / 1000;
}

/* Reading all memory takes several times as long as freeing it. */
static void dies_when_killed(const void *mode)
{
	long idle = time_to_die(mode, false);
	long reading = time_to_die(mode, true);

	EXPECT(reading < 2 * idle, "%ld us, %ld us when idle", reading, idle);
}

void suite_access(void)
{
	for_each_device_mode("access", "reads and writes", reads_and_writes);
	for_each_device_mode("access", "large reads", large_reads);
	for_each_device_mode("access", "fails as the CPU", fails_as_the_cpu);
	for_each_device_mode("access", "stops at a hole", stops_at_a_hole);
	for_each_device_mode("access", "maps up to a hole", maps_up_to_a_hole);
	for_each_device_mode("access", "breaks copy-on-write",
			     breaks_copy_on_write);
	for_each_device_mode("access", "shares file pages", shares_file_pages);
	for_each_device_mode("access", "leaves the zero page",
			     leaves_the_zero_page);
	for_each_device_mode("access", "breaks private files",
			     breaks_private_files);
	for_each_device_mode("access", "follows all mappings",
			     follows_all_mappings);
	for_each_device_mode("access", "mirrors huge pages",
			     mirrors_huge_pages);
	for_each_device_mode("access", "mirrors hugetlb", mirrors_hugetlb);
	for_each_device_mode("access", "maps with a stride", maps_with_stride);
	for_each_device_mode("access", "has the rights of the CPU",
			     has_the_rights_of_the_cpu);
	for_each_device_mode("access", "makes pages dirty", writes_make_dirty);
	for_each_device_mode("access", "leaves secret memory", leaves_secrets);
	for_each_device_mode("access", "needs read permission",
			     needs_read_permission);
	for_each_device_mode("access", "dies when killed", dies_when_killed);
}
