// SPDX-License-Identifier: GPL-2.0-only
/* Probes of userspace. */
#include "support/uprobe.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "support/area.h"
#include "support/kernel_file.h"
#include "support/page_state.h"

#define PMU_TYPE "/sys/bus/event_source/devices/uprobe/type"

#if defined(__x86_64__)
#define EMPTY_INSTRUCTION "\x90"
#elif defined(__aarch64__)
#define EMPTY_INSTRUCTION "\x1f\x20\x03\xd5"
#endif

struct probes {
	uint64_t type; /* of the kernel's event source */
	int program;
	int event[]; /* for each page; -1: there is none */
};

static size_t count_pages(const struct activity *a)
{
	return a->target_size / PAGE_BYTES;
}

static int fill(int program, size_t size)
{
	const size_t each = sizeof(EMPTY_INSTRUCTION) - 1;
	char page[PAGE_BYTES];

	for (size_t i = 0; i < sizeof(page); i += each)
		memcpy(page + i, EMPTY_INSTRUCTION, each);
	for (size_t i = 0; i < size; i += sizeof(page))
		if (write(program, page, sizeof(page)) != (ssize_t)sizeof(page))
			return -errno;
	return 0;
}

static int map(const struct activity *a, int program)
{
	return mmap((void *)a->area, a->area_size, PROT_READ | PROT_EXEC,
		    MAP_PRIVATE | MAP_FIXED, program, 0) == MAP_FAILED
		       ? -errno
		       : 0;
}

int uprobe_begin(struct activity *a)
{
	size_t count = count_pages(a);
	struct probes *probes =
		malloc(sizeof(*probes) + count * sizeof(probes->event[0]));
	int ret;

	a->own = probes;
	if (!probes)
		return -ENOMEM;
	memset(probes->event, 0xff, count * sizeof(probes->event[0]));
	probes->type = kernel_number(PMU_TYPE);
	probes->program = memfd_create("mnbench", MFD_CLOEXEC);
	if (probes->program < 0)
		return -errno;
	if (!probes->type) /* that of another event source */
		return -EOPNOTSUPP;
	ret = fill(probes->program, a->area_size);
	return ret ? ret : map(a, probes->program);
}

void uprobe_end(struct activity *a)
{
	struct probes *probes = a->own;

	if (!probes)
		return;
	uprobe_remove(a);
	if (probes->program >= 0)
		close(probes->program);
	free(probes);
}

int uprobe_renew(struct activity *a)
{
	int ret = discard_target(a);

	if (!ret)
		read_pages(a->target, a->target_size);
	return ret;
}

int uprobe_add(struct activity *a)
{
	struct probes *probes = a->own;
	char path[64];
	struct perf_event_attr attr = {
		.type = (uint32_t)probes->type,
		.size = sizeof(attr),
		.disabled = 1,
		.uprobe_path = (uintptr_t)path,
	};

	snprintf(path, sizeof(path), "/proc/self/fd/%d", probes->program);
	for (size_t i = 0; i < count_pages(a); i++) {
		attr.probe_offset = a->target - a->area + i * PAGE_BYTES;
		probes->event[i] = (int)syscall(SYS_perf_event_open, &attr, 0,
						-1, -1, PERF_FLAG_FD_CLOEXEC);
		if (probes->event[i] < 0)
			return -errno;
	}
	return 0;
}

int uprobe_remove(struct activity *a)
{
	struct probes *probes = a->own;

	for (size_t i = 0; i < count_pages(a); i++) {
		if (probes->event[i] >= 0)
			close(probes->event[i]);
		probes->event[i] = -1;
	}
	return 0;
}

/* The kernel puts another instruction in place of the first one of a page. */
int uprobe_expect(struct activity *a, bool probe)
{
	const size_t each = sizeof(EMPTY_INSTRUCTION) - 1;

	for (uintptr_t page = a->target; page < target_end(a);
	     page += PAGE_BYTES)
		if ((memcmp((void *)page, EMPTY_INSTRUCTION, each) != 0) !=
		    probe)
			return not_done(a, probe ? "a page has no probe"
						 : "a page still has a probe");
	return 0;
}
