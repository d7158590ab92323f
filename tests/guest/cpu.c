// SPDX-License-Identifier: GPL-2.0-only
/* The CPU's side of a test: what it can access, where it runs, how fast. */
#include <errno.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "agent/clock.h"
#include "agent/layout.h"
#include "ktap.h"
#include "suites.h"
#include "workload.h"

#define LOOPS      64U
#define LOOP_PAGES 8UL
/*
 * What this loop takes on Debian's kernel of Linux 6.1 for x86-64, in the
 * emulator that counts an instruction as a nanosecond.
 */
#define LOOP_NS 60000UL

/*
 * Only EFAULT says that the CPU cannot access the memory. Any other error says
 * that the kernel did not try, and no check may take that for an answer.
 */
static int outcome(const char *call, ssize_t done, size_t size)
{
	if (done >= 0 && (size_t)done == size)
		return 0;
	EXPECT(done >= 0 || errno == EFAULT,
	       "%s: error %d; process_vm_* need CONFIG_CROSS_MEMORY_ATTACH",
	       call, errno);
	return -EFAULT;
}

int cpu_read(uintptr_t addr, void *data, size_t size)
{
	struct iovec local = {data, size}, remote = {(void *)addr, size};

	return outcome("process_vm_readv",
		       process_vm_readv(getpid(), &local, 1, &remote, 1, 0),
		       size);
}

int cpu_peek(uintptr_t addr, void *data, size_t size)
{
	int ends[2], ret;

	EXPECT(!pipe(ends), "pipe: %d", errno);
	ret = outcome("write to a pipe",
		      write(ends[1], (const void *)addr, size), size);
	EXPECT(ret || read(ends[0], data, size) == (ssize_t)size,
	       "read of a pipe: %d", errno);
	close(ends[0]);
	close(ends[1]);
	return ret;
}

int cpu_write(uintptr_t addr, const void *data, size_t size)
{
	struct iovec local = {(void *)data, size};
	struct iovec remote = {(void *)addr, size};

	return outcome("process_vm_writev",
		       process_vm_writev(getpid(), &local, 1, &remote, 1, 0),
		       size);
}

void use_processor(unsigned int number)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	cpu_set_t set;

	EXPECT(number < processors,
	       "the test needs %u processors, and the kernel has %ld; it finds "
	       "the others with CONFIG_SMP and, on x86-64, CONFIG_ACPI",
	       number + 1, processors);
	CPU_ZERO(&set);
	CPU_SET(number, &set);
	EXPECT_OK(sched_setaffinity(0, sizeof(set), &set));
}

static void map_and_unmap(void)
{
	map_numbered(REGION_BASE, LOOP_PAGES);
	EXPECT_OK(munmap((void *)REGION_BASE, LOOP_PAGES * PAGE_BYTES));
}

uint64_t kernel_loop_ns(void)
{
	uint64_t start;

	map_and_unmap(); /* with the page tables of the next ones */
	start = clock_ns();
	for (size_t i = 0; i < LOOPS; i++)
		map_and_unmap();
	return (clock_ns() - start) / LOOPS;
}

unsigned int kernel_slowness(void)
{
	static unsigned int slowness;

	if (!slowness)
		slowness = kernel_loop_ns() / LOOP_NS;
	if (!slowness)
		slowness = 1;
	return slowness;
}
