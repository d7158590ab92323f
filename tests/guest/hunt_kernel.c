// SPDX-License-Identifier: GPL-2.0-only
/*
 * Changes of the hunt that the kernel makes: pages are write-protected, moved,
 * merged, swapped, poisoned, written back. Where the kernel lacks one, its
 * change does nothing.
 */
#include <linux/userfaultfd.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "agent/client.h"
#include "facilities.h"
#include "hunt_change.h"
#include "ktap.h"
#include "support/uffd.h"

#ifndef MADV_SOFT_OFFLINE
#define MADV_SOFT_OFFLINE 101
#endif
#ifndef MADV_HWPOISON
#define MADV_HWPOISON 100
#endif

#define PAUSE_MAX_NS 20000
/* Pages that a hunt loses for good, because the kernel does not use them. */
#define LOST_MAX 32
#define EQUAL    7 /* the contents of pages that KSM merges */

static void did(struct hunt_changer *c, enum hunt_act act, unsigned long count)
{
	atomic_fetch_add(&c->hunt->sum->acts[act], count);
}

/* Let the devices use the pages. */
static void let_devices_run(struct hunt_changer *c)
{
	hunt_sleep(below(c, PAUSE_MAX_NS));
}

/* New anonymous pages of `near`, which the device may write if it can. */
static struct hunt_range new_pages(struct hunt_changer *c)
{
	struct hunt_range range = any_range_of(c, &c->areas[AREA_NEAR]);

	map_anonymous(c, range);
	device_map(c->hunt->fd, hunt_address(&range), hunt_bytes(&range),
		   MNBENCH_COMMAND_WRITABLE);
	return range;
}

/* The CPU may read the pages but not write them, for some time. */
void change_by_uffd(struct hunt_changer *c)
{
	int fd = c->hunt->uffd;
	struct hunt_range range;

	if (fd < 0)
		return;
	range = new_pages(c);
	/* Shared memory and huge pages apart, every kernel can. */
	if (uffd_register(fd, hunt_address(&range), hunt_bytes(&range),
			  UFFDIO_REGISTER_MODE_WP))
		return;
	EXPECT_OK(uffd_write_protect(fd, hunt_address(&range),
				     hunt_bytes(&range), true));
	set_pages(&range, RIGHTS_READ, false);
	hunt_check(c, &range);
	let_devices_run(c);
	hunt_check(c, &range);
	EXPECT_OK(uffd_write_protect(fd, hunt_address(&range),
				     hunt_bytes(&range), false));
	set_pages(&range, RIGHTS_WRITE, false);
	EXPECT_OK(
		uffd_unregister(fd, hunt_address(&range), hunt_bytes(&range)));
	did(c, ACT_PROTECTED, range.count);
}

/* Pages go from `near` to `apart`; missing ones are no pages for a device. */
void change_uffd_move(struct hunt_changer *c)
{
	int fd = c->hunt->uffd_move;
	ssize_t moved;
	struct hunt_range from, to = {.area = &c->areas[AREA_APART]};

	if (fd < 0)
		return;
	from = new_pages(c);
	if (from.count > to.area->pages)
		return;
	to.count = from.count;
	to.first = below(c, to.area->pages - to.count + 1);
	map_anonymous(c, to);
	EXPECT_OK(madvise((void *)hunt_address(&to), hunt_bytes(&to),
			  MADV_DONTNEED));
	EXPECT_OK(uffd_register(fd, hunt_address(&to), hunt_bytes(&to),
				UFFDIO_REGISTER_MODE_MISSING));
	hunt_check_absent(c, &to);
	/* A page that is in use cannot be moved at that time. */
	moved = uffd_move(fd, hunt_address(&to), hunt_address(&from),
			  hunt_bytes(&from));
	EXPECT_OK(uffd_unregister(fd, hunt_address(&to), hunt_bytes(&to)));
	if (moved > 0)
		did(c, ACT_MOVED, moved / PAGE_BYTES);
}

/* Pages of the same contents become one, which nobody may write any more. */
void change_by_ksm(struct hunt_changer *c)
{
	struct hunt_area *area = &c->areas[AREA_NEAR];
	struct hunt_range range = {area, 0, area->pages};

	if (!has_ksm())
		return;
	map_anonymous(c, range);
	for (size_t i = 0; i < range.count; i++)
		for (size_t word = 0; word < HUNT_WORDS; word++)
			*hunt_word(area->base + i * PAGE_BYTES, word) = EQUAL;
	device_map(c->hunt->fd, area->base, range.count / 2 * PAGE_BYTES,
		   MNBENCH_COMMAND_WRITABLE);
	EXPECT_OK(madvise((void *)area->base, hunt_bytes(&range),
			  MADV_MERGEABLE));
	ksm_pass();
	hunt_check_unshared(c, area);
	did(c, ACT_MERGED, ksm_pages());
	hunt_check(c, &range);
	hunt_check_unshared(c, area);
	EXPECT_OK(madvise((void *)area->base, hunt_bytes(&range),
			  MADV_UNMERGEABLE));
}

/* Migration, also of pages of a file. */
void change_node(struct hunt_changer *c)
{
	struct hunt_range range = below(c, 2) ? new_pages(c) : any_range(c);
	size_t nodes = c->hunt->nodes;
	int node, ret;

	if (nodes < 2)
		return;
	node = below(c, nodes);
	ret = below(c, 2)
		      ? move_to_node(hunt_address(&range), range.count, node)
		      : bind_to_node(hunt_address(&range), range.count, node);
	c->changed_count = 0;
	record(c, &range);
	if (!ret)
		did(c, ACT_MIGRATED, range.count);
}

/* To swap or to a file. Pages that are MADV_FREE may be discarded instead. */
void change_pageout(struct hunt_changer *c)
{
	struct hunt_range range = any_range(c);

	skip_gaps(&range);
	if (below(c, 4) == 0)
		madvise((void *)hunt_address(&range), hunt_bytes(&range),
			MADV_FREE);
	if (!madvise((void *)hunt_address(&range), hunt_bytes(&range),
		     MADV_PAGEOUT))
		did(c, ACT_PAGED_OUT, hunt_count_swapped(c, &range));
	if (below(c, 2))
		touch(c, &range);
	record(c, &range);
}

/* Neither CPU nor device can use the page, until another takes its place. */
void change_poison(struct hunt_changer *c)
{
	struct hunt_range range = new_pages(c), one = range;

	if (atomic_fetch_add(&c->hunt->lost, 1) >= LOST_MAX)
		return;
	one.first += below(c, range.count);
	one.count = 1;
	if (!madvise((void *)hunt_address(&one), PAGE_BYTES, MADV_HWPOISON)) {
		set_pages(&one, RIGHTS_NONE, false);
		hunt_check_absent(c, &one);
		let_devices_run(c);
		hunt_check_absent(c, &one);
		did(c, ACT_POISONED, 1);
	}
	c->changed_count = 0;
	map_anonymous(c, one);
	record(c, &range);
}

/* Another page takes its place at once. */
void change_offline(struct hunt_changer *c)
{
	struct hunt_range range = new_pages(c);

	if (atomic_fetch_add(&c->hunt->lost, 1) >= LOST_MAX)
		return;
	range.first += below(c, range.count);
	range.count = 1;
	if (!madvise((void *)hunt_address(&range), PAGE_BYTES,
		     MADV_SOFT_OFFLINE))
		did(c, ACT_OFFLINED, 1);
	record(c, &range);
}

/*
 * A page that was written back is clean, and the next write has to make it
 * dirty: the device may not write it without a fault.
 */
void change_written(struct hunt_changer *c)
{
	struct hunt_range range = any_range_of(c, &c->areas[AREA_NEAR]);
	off_t offset = range.area->file_offset + range.first * PAGE_BYTES;

	if (c->hunt->disk < 0)
		return;
	EXPECT(mmap((void *)hunt_address(&range), hunt_bytes(&range),
		    PROT_READ | PROT_WRITE, MAP_FIXED | MAP_SHARED,
		    c->hunt->disk, offset) != MAP_FAILED,
	       "mmap of the disk failed");
	set_pages(&range, RIGHTS_WRITE, true);
	touch(c, &range);
	device_map(c->hunt->fd, hunt_address(&range), hunt_bytes(&range),
		   MNBENCH_COMMAND_WRITABLE);
	EXPECT_OK(msync((void *)hunt_address(&range), hunt_bytes(&range),
			MS_SYNC));
	hunt_check_clean(c, &range);
	record(c, &range);
	did(c, ACT_WRITTEN, range.count);
}
