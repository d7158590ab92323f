// SPDX-License-Identifier: GPL-2.0-only
/* Changes of the hunt that make huge pages: khugepaged and hugetlbfs. */
#include <errno.h>
#include <sys/mman.h>

#include "agent/client.h"
#include "facilities.h"
#include "hunt_change.h"
#include "ktap.h"

/* The whole area; empty for all changers but one. */
static struct hunt_range huge_area(struct hunt_changer *c)
{
	struct hunt_area *area = &c->areas[AREA_HUGE];

	return (struct hunt_range){area, 0, area->pages};
}

/* The CPU has small pages there, and the device holds some of them. */
void change_by_khugepaged(struct hunt_changer *c)
{
	struct hunt_range range = huge_area(c);
	uintptr_t start = hunt_address(&range);

	if (!range.count || !has_khugepaged())
		return;
	map_anonymous(c, range);
	EXPECT_OK(madvise((void *)start, CHANGED_MAX * PAGE_BYTES,
			  MADV_DONTNEED));
	range.count = 2 * CHANGED_MAX;
	touch(c, &range);
	device_map(c->hunt->fd, start, hunt_bytes(&range),
		   MNBENCH_COMMAND_WRITABLE);
	khugepaged_pass();
	c->changed_count = 0;
	range = huge_area(c);
	record(c, &range);
	if (smaps_kb(start, "AnonHugePages:") == BLOCK_BYTES >> 10)
		atomic_fetch_add(&c->hunt->sum->acts[ACT_COLLAPSED], 1);
}

/* A page of hugetlbfs, for the time of this step. */
void change_hugetlb(struct hunt_changer *c)
{
	struct hunt_range range = huge_area(c), some = range;
	void *start = (void *)hunt_address(&range);

	if (!range.count || !has_huge_pages())
		return;
	/* Without MAP_NORESERVE a fault cannot fail for want of a page. */
	if (mmap(start, hunt_bytes(&range), PROT_READ | PROT_WRITE,
		 MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1,
		 0) == MAP_FAILED) {
		EXPECT(errno == ENOMEM, "mmap of a huge page: %d", errno);
		map_anonymous(c, range);
		return;
	}
	set_pages(&range, RIGHTS_WRITE, false);
	some.first = below(c, range.count - CHANGED_MAX);
	some.count = CHANGED_MAX;
	touch(c, &some);
	device_map(c->hunt->fd, hunt_address(&some), hunt_bytes(&some),
		   MNBENCH_COMMAND_WRITABLE);
	hunt_check(c, &some);
	if (below(c, 2)) {
		EXPECT_OK(mprotect(start, hunt_bytes(&range), PROT_READ));
		set_pages(&range, RIGHTS_READ, false);
	} else {
		madvise(start, hunt_bytes(&range), MADV_DONTNEED);
	}
	hunt_check(c, &range);
	atomic_fetch_add(&c->hunt->sum->acts[ACT_HUGETLB], 1);
	map_anonymous(c, range);
}
