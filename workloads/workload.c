// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of workloads, which the build makes from the names of their files,
 * and helpers that workloads share.
 */
#include <errno.h>
#include <linux/mman.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "workload.h"

#define X(name) extern const struct workload workload_##name;
WORKLOADS
#undef X

#define X(name) &workload_##name,
const struct workload *const workloads[] = {WORKLOADS NULL};
#undef X

const struct workload *workload_find(const char *name)
{
	for (size_t i = 0; workloads[i]; i++)
		if (!strcmp(workloads[i]->name, name))
			return workloads[i];
	return NULL;
}

int map_memory(const struct mapping *mapping, uintptr_t addr, size_t size)
{
	int flags = MAP_FIXED | MAP_NORESERVE;
	off_t offset = 0;
	int file = -1;

	flags |= mapping->shared ? MAP_SHARED : MAP_PRIVATE;
	if (mapping->hugetlb)
		flags |= MAP_HUGETLB | MAP_HUGE_2MB;
	if (mapping->mapped_file) {
		file = mapping->file;
		offset = (off_t)(addr - mapping->base);
	} else {
		flags |= MAP_ANONYMOUS;
	}
	if (mmap((void *)addr, size, PROT_READ | PROT_WRITE, flags, file,
		 offset) == MAP_FAILED)
		return -errno;
	if (mapping->thp && madvise((void *)addr, size, MADV_HUGEPAGE))
		return -errno;
	return 0;
}

int map_area(uintptr_t addr, size_t size)
{
	const struct mapping anonymous = {0};

	return map_memory(&anonymous, addr, size);
}

void touch_pages(uintptr_t addr, size_t size)
{
	for (uintptr_t p = addr; p < addr + size; p += PAGE_BYTES)
		*(volatile char *)p = 1;
}

void read_pages(uintptr_t addr, size_t size)
{
	for (uintptr_t p = addr; p < addr + size; p += PAGE_BYTES)
		(void)*(volatile char *)p;
}

int write_target(struct activity *a)
{
	for (size_t i = 0; i < a->target_size; i += a->target_stride)
		if (a->target_read)
			read_pages(a->target + i, a->target_run);
		else
			touch_pages(a->target + i, a->target_run);
	return 0;
}

int map_and_write_target(struct activity *a)
{
	int ret = map_memory(&a->mapping, a->area, a->area_size);

	return ret ? ret : write_target(a);
}

/* For huge pages before 6.2. */
bool unmap_calls_twice(const struct mapping *mapping)
{
	unsigned int major, minor;
	struct utsname name;

	return mapping->hugetlb && !uname(&name) &&
	       sscanf(name.release, "%u.%u", &major, &minor) == 2 &&
	       (major < 6 || (major == 6 && minor < 2));
}

void predict_call(struct prediction *p, enum mnbench_event event,
		  uintptr_t start, uintptr_t end)
{
	p->calls[p->count++] = (struct notifier_call){event, start, end};
}

/*
 * One call for each private VMA that has anonymous pages; the area is one.
 * Pages that were only read are none.
 */
void predict_fork(const struct activity *a, struct prediction *p)
{
	const struct copied_range ranges[] = {
		a->copied[0],
		{a->area,
		 a->mapping.shared || a->target_read ? 0 : a->area_size},
		a->copied[1],
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (ranges[i].size)
			predict_call(p, MNBENCH_EVENT_PROTECTION_PAGE,
				     ranges[i].start,
				     ranges[i].start + ranges[i].size);
}

static int child_exit(void *unused)
{
	(void)unused;
	_exit(0);
}

/* arm64 has no system call pause, but a poll of nothing waits for signals. */
#ifdef SYS_pause
#define PAUSE SYS_pause
#else
#define PAUSE SYS_ppoll, NULL, 0, NULL, NULL, 0
#endif

/*
 * Not prctl(3) and pause(3): the C library reads data that the child does not
 * have. A parent that is killed cannot end it.
 */
static int child_stay(void *unused)
{
	(void)unused;
	syscall(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	while (syscall(PAUSE) < 0)
		;
	return 0;
}

int child_start(struct activity *a, bool exits)
{
	int pid = clone(exits ? child_exit : child_stay, a->child_stack,
			SIGCHLD, NULL);

	if (pid < 0)
		return -errno;
	a->child = pid;
	return 0;
}

int child_end(struct activity *a)
{
	int pid = a->child;

	a->child = 0;
	return child_end_pid(pid);
}

int child_end_pid(int pid)
{
	if (kill(pid, SIGKILL) || waitpid(pid, NULL, 0) != pid)
		return -errno;
	return 0;
}
