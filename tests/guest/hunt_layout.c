// SPDX-License-Identifier: GPL-2.0-only
/* Preparing a hunt: the areas that its threads share, and its session. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include "agent/client.h"
#include "facilities.h"
#include "hunt_run.h"
#include "ktap.h"
#include "support/uffd.h"

#define BUFFER_PAGES 14UL
#define CHILD_STACK  (64UL << 10)

static void place(struct hunt_changer *c, size_t index)
{
	struct hunt_area *areas = c->areas;
	char *stack = mmap(NULL, CHILD_STACK, PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	EXPECT(stack != MAP_FAILED, "mmap: %d", errno);
	c->child_stack = stack + CHILD_STACK - PAGE_BYTES;
	areas[AREA_NEAR].base = NEAR_BASE + index * NEAR_PAGES * PAGE_BYTES;
	areas[AREA_NEAR].pages = NEAR_PAGES;
	areas[AREA_NEAR].file_offset = index * NEAR_PAGES * PAGE_BYTES;
	areas[AREA_APART].base = APART_BASE + index * APART_PAGES * PAGE_BYTES;
	areas[AREA_APART].pages = APART_PAGES;
	areas[AREA_HUGE].base = HUGE_BASE;
	areas[AREA_HUGE].pages = index == 0 ? SMALL_PAGES : 0;
}

struct hunt_range hunt_buffer(struct hunt_changer *c, size_t index)
{
	struct hunt_range low = {&c->areas[AREA_NEAR], 0, BUFFER_PAGES};
	struct hunt_range high = {&c->areas[AREA_NEAR],
				  BUFFER_PAGES - BUFFER_OVERLAP, BUFFER_PAGES};

	return index == BUFFER_LOW ? low : high;
}

static void register_buffers(struct hunt_changer *c)
{
	const struct hunt_area *huge = &c->areas[AREA_HUGE];
	uintptr_t far = (c->index + 1) << 32; /* where workloads act */

	for (size_t i = 0; i < BUFFER_COUNT; i++) {
		struct hunt_range range = hunt_buffer(c, i);

		EXPECT_OK(device_register(c->hunt->fd, hunt_address(&range),
					  hunt_bytes(&range)));
	}
	if (huge->pages)
		EXPECT_OK(device_register(c->hunt->fd, huge->base,
					  huge->pages * PAGE_BYTES));
	EXPECT_OK(device_register(c->hunt->fd, FAR_BASE + far, BLOCK_BYTES));
	EXPECT_OK(device_register(c->hunt->fd, SPARE_BASE + far, BLOCK_BYTES));
}

/* Except in a kernel without huge pages. */
static void expect_huge_page(void)
{
	long kb = smaps_kb(HUGE_BASE, "AnonHugePages:");

	EXPECT(access(THP_ENABLED, F_OK) || kb == BLOCK_BYTES >> 10,
	       "%ld kB in huge pages", kb);
}

/* Kernels newer than 6.1 send SIGBUS to who poisons a page. */
static void expect_signal(int number)
{
	(void)number;
}

void hunt_prepare(struct hunt *hunt)
{
	pthread_rwlockattr_t attr;

	pthread_rwlockattr_init(&attr);
	pthread_rwlockattr_setkind_np(
		&attr, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	EXPECT_OK(pthread_rwlock_init(&hunt->lock, &attr));
	signal(SIGBUS, expect_signal);
	if (!access(THP_ENABLED, F_OK))
		write_file(THP_ENABLED, "madvise");
	hunt->file = memfd_create("hunt", MFD_CLOEXEC);
	EXPECT_OK(
		ftruncate(hunt->file, HUNT_CHANGERS * NEAR_PAGES * PAGE_BYTES));
	hunt->pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	hunt->clear_refs = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
	hunt->page_flags = open("/proc/kpageflags", O_RDONLY | O_CLOEXEC);
	EXPECT(hunt->pagemap >= 0 && hunt->clear_refs >= 0 &&
		       hunt->page_flags >= 0,
	       "/proc: %d", errno);
	hunt->disk = open(DISK_PATH, O_RDWR | O_CLOEXEC);
	hunt->uffd = uffd_open(0);
	hunt->uffd_move = uffd_open(UFFD_MOVE);
	hunt->nodes = node_count();
	for (size_t i = 0; i < HUNT_CHANGERS; i++) {
		struct hunt_changer *c = &hunt->changers[i];

		c->hunt = hunt;
		c->index = i;
		c->random = hunt->seed * 16 + i + 1;
		c->stamp = (uint64_t)(i + 1) << 56;
		place(c, i);
	}
	hunt->fd = device_open();
	EXPECT(hunt->fd >= 0, "open: %d", hunt->fd);
	EXPECT_OK(device_attach(hunt->fd, &hunt->cell));
	for (size_t i = 0; i < HUNT_CHANGERS; i++) {
		register_buffers(&hunt->changers[i]);
		hunt_map_areas(&hunt->changers[i]);
	}
	expect_huge_page();
}
