// SPDX-License-Identifier: GPL-2.0-only
/*
 * The changes of the address space by the hunt. Each change updates the record
 * of the CPU's rights to the changer's pages.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/client.h"
#include "hunt_change.h"
#include "ktap.h"

#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25 /* since Linux 6.1 */
#endif

#define WORD_TOUCH     0
#define WORD_CHILD     4
#define CHILD_WRITES   4
#define WORKLOAD_PAGES 4UL
/*
 * Pages between the areas near and apart, each in its own 64 KiB, so that
 * mode adaptive can make hot ranges of them.
 */
#define BESIDE_OFFSET (512UL << 10)
#define BESIDE_STRIDE (64UL << 10)
#define BESIDE_PLACES 8
#define ALONE         2  /* every other step has the devices to itself */
#define CHECK_ALL     64 /* steps between checks of all pages */

void set_pages(const struct hunt_range *range, enum hunt_rights rights,
	       bool shared)
{
	memset(&range->area->rights[range->first], rights, range->count);
	memset(&range->area->shared[range->first], shared, range->count);
}

struct hunt_range any_range_of(struct hunt_changer *c, struct hunt_area *area)
{
	struct hunt_range range = {.area = area};

	range.count = 1 + below(c, CHANGED_MAX);
	range.first = below(c, area->pages);
	if (range.count > area->pages - range.first)
		range.count = area->pages - range.first;
	/* Sometimes the whole area. */
	if (below(c, 32) == 0)
		range = (struct hunt_range){area, 0, area->pages};
	return range;
}

struct hunt_range any_range(struct hunt_changer *c)
{
	uint32_t which = below(c, 16);

	if (which == 0 && c->areas[AREA_HUGE].pages)
		return any_range_of(c, &c->areas[AREA_HUGE]);
	return any_range_of(c, &c->areas[which < 4 ? AREA_APART : AREA_NEAR]);
}

void skip_gaps(struct hunt_range *range)
{
	const uint8_t *rights = range->area->rights;
	size_t end = range->first + range->count;

	while (range->first < end && rights[range->first] == RIGHTS_UNMAPPED)
		range->first++;
	range->count = 0;
	while (range->first + range->count < end &&
	       rights[range->first + range->count] != RIGHTS_UNMAPPED)
		range->count++;
}

/* As far as its pages have the same rights. */
static void keep_alike(struct hunt_range *range)
{
	const struct hunt_area *area = range->area;
	size_t n = 0;

	while (n < range->count &&
	       area->rights[range->first + n] == area->rights[range->first] &&
	       area->shared[range->first + n] == area->shared[range->first])
		n++;
	range->count = n;
}

void touch(struct hunt_changer *c, const struct hunt_range *range)
{
	for (size_t i = 0; i < range->count; i++) {
		uint8_t rights = range->area->rights[range->first + i];
		volatile uint64_t *word = hunt_word(
			hunt_address(range) + i * PAGE_BYTES, WORD_TOUCH);

		if (rights == RIGHTS_WRITE)
			*word = ++c->stamp;
		else if (rights == RIGHTS_READ)
			(void)*word;
	}
}

static void change_touch(struct hunt_changer *c)
{
	struct hunt_range range = any_range(c);

	touch(c, &range);
	record(c, &range);
}

static void change_munmap(struct hunt_changer *c)
{
	struct hunt_range range = any_range(c);

	EXPECT_OK(munmap((void *)hunt_address(&range), hunt_bytes(&range)));
	set_pages(&range, RIGHTS_UNMAPPED, false);
	record(c, &range);
}

void map_anonymous(struct hunt_changer *c, struct hunt_range range)
{
	bool huge = range.area == &c->areas[AREA_HUGE];

	if (huge)
		range = (struct hunt_range){range.area, 0, range.area->pages};
	EXPECT_OK(map_area(hunt_address(&range), hunt_bytes(&range)));
	set_pages(&range, RIGHTS_WRITE, false);
	/* Without huge pages in the kernel, the area has small ones. */
	if (huge) {
		madvise((void *)hunt_address(&range), hunt_bytes(&range),
			MADV_HUGEPAGE);
		range.count = CHANGED_MAX;
	}
	touch(c, &range);
	record(c, &range);
}

static void change_map(struct hunt_changer *c)
{
	map_anonymous(c, any_range(c));
}

static void change_map_file(struct hunt_changer *c)
{
	struct hunt_range range = any_range_of(c, &c->areas[AREA_NEAR]);
	bool shared = below(c, 2), on_disk = c->hunt->disk >= 0 && below(c, 2);
	off_t offset = range.area->file_offset + range.first * PAGE_BYTES;
	void *p = mmap((void *)hunt_address(&range), hunt_bytes(&range),
		       PROT_READ | PROT_WRITE,
		       MAP_FIXED | (shared ? MAP_SHARED : MAP_PRIVATE),
		       on_disk ? c->hunt->disk : c->hunt->file, offset);

	EXPECT(p != MAP_FAILED, "mmap: %d", errno);
	set_pages(&range, RIGHTS_WRITE, shared);
	if (below(c, 2))
		touch(c, &range);
	record(c, &range);
}

static void change_protection(struct hunt_changer *c)
{
	static const struct {
		int prot;
		enum hunt_rights rights;
	} to[] = {
		{PROT_NONE, RIGHTS_NONE},
		{PROT_READ, RIGHTS_READ},
		{PROT_READ, RIGHTS_READ},
		{PROT_READ | PROT_WRITE, RIGHTS_WRITE},
		{PROT_READ | PROT_WRITE, RIGHTS_WRITE},
		{PROT_READ | PROT_WRITE, RIGHTS_WRITE},
	};
	size_t i = below(c, sizeof(to) / sizeof(to[0]));
	struct hunt_range range = any_range(c);

	skip_gaps(&range);
	EXPECT_OK(mprotect((void *)hunt_address(&range), hunt_bytes(&range),
			   to[i].prot));
	memset(&range.area->rights[range.first], to[i].rights, range.count);
	record(c, &range);
}

/* Gaps are an error, but the pages around them go nevertheless. */
static void change_dontneed(struct hunt_changer *c)
{
	struct hunt_range range = any_range(c);

	madvise((void *)hunt_address(&range), hunt_bytes(&range),
		MADV_DONTNEED);
	record(c, &range);
}

static void change_move(struct hunt_changer *c)
{
	struct hunt_range from = any_range(c), to;
	uint8_t rights;
	bool shared;
	void *p;

	skip_gaps(&from);
	keep_alike(&from);
	to.area = &c->areas[from.area == &c->areas[AREA_APART] ? AREA_NEAR
							       : AREA_APART];
	if (from.count > to.area->pages)
		from.count = to.area->pages;
	if (!from.count)
		return;
	to.count = from.count;
	to.first = below(c, to.area->pages - to.count + 1);
	rights = from.area->rights[from.first];
	shared = from.area->shared[from.first];
	p = mremap((void *)hunt_address(&from), hunt_bytes(&from),
		   hunt_bytes(&to), MREMAP_MAYMOVE | MREMAP_FIXED,
		   (void *)hunt_address(&to));
	if (p == MAP_FAILED) {
		/*
		 * There is more than one VMA. The old mapping may have gone or
		 * not.
		 */
		EXPECT(errno == EFAULT, "mremap: %d", errno);
		EXPECT_OK(munmap((void *)hunt_address(&to), hunt_bytes(&to)));
		set_pages(&to, RIGHTS_UNMAPPED, false);
	} else {
		set_pages(&to, rights, shared);
		set_pages(&from, RIGHTS_UNMAPPED, false);
	}
	record(c, &from);
	record(c, &to);
}

/*
 * Small pages become a huge one, unless their rights differ or the kernel
 * cannot.
 */
static void change_collapse(struct hunt_changer *c)
{
	struct hunt_area *area = &c->areas[AREA_HUGE];
	struct hunt_range range = {area, 0, area->pages};

	if (range.count)
		madvise((void *)hunt_address(&range), hunt_bytes(&range),
			MADV_COLLAPSE);
	record(c, &range);
}

/* Other mappings of the file show this, whoever punched the hole. */
static void change_hole(struct hunt_changer *c)
{
	struct hunt_range range = any_range_of(c, &c->areas[AREA_NEAR]);

	EXPECT_OK(fallocate(c->hunt->file,
			    FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
			    range.area->file_offset + range.first * PAGE_BYTES,
			    hunt_bytes(&range)));
	record(c, &range);
}

/* The arguments of the child are in its shared stack. */
struct child {
	size_t writes;
	uintptr_t pages[CHILD_WRITES];
	bool stays;
	atomic_bool written;
};

static int run_child(void *data)
{
	struct child *child = data;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (size_t i = 0; i < child->writes; i++)
		*hunt_word(child->pages[i], WORD_CHILD) = i;
	atomic_store(&child->written, true);
	while (child->stays)
		syscall(SYS_ppoll, NULL, 0, NULL, NULL, 0);
	_exit(0);
}

static void choose_writes(struct hunt_changer *c, struct child *child)
{
	const struct hunt_area *area = &c->areas[AREA_NEAR];

	child->writes = 0;
	for (size_t i = 0; i < CHILD_WRITES; i++) {
		size_t page = below(c, area->pages);

		/* A write to a shared page would be seen by all. */
		if (area->rights[page] == RIGHTS_WRITE && !area->shared[page])
			child->pages[child->writes++] =
				area->base + page * PAGE_BYTES;
	}
}

static void check_unshared(struct hunt_changer *c)
{
	for (size_t i = 0; i < HUNT_CHANGERS; i++)
		hunt_check_unshared(c, &c->hunt->changers[i].areas[AREA_NEAR]);
}

/* Child and parent write the pages they share, and devices those they can. */
static void change_fork(struct hunt_changer *c)
{
	struct hunt_range range = any_range_of(c, &c->areas[AREA_NEAR]);
	struct child *child = (struct child *)c->child_stack;
	pid_t pid;

	choose_writes(c, child);
	child->stays = below(c, 2);
	atomic_store(&child->written, false);
	pid = clone(run_child, c->child_stack, SIGCHLD, child);
	EXPECT(pid > 0, "clone: %d", errno);
	if (child->stays) {
		check_unshared(c);
		touch(c, &range);
		while (!atomic_load(&child->written))
			sched_yield();
		check_unshared(c);
		EXPECT_OK(kill(pid, SIGKILL));
	} else {
		touch(c, &range);
	}
	EXPECT(waitpid(pid, NULL, 0) == pid, "waitpid: %d", errno);
	range = (struct hunt_range){range.area, 0, range.area->pages};
	record(c, &range);
}

/* One range of the whole address space. */
static void change_soft_dirty(struct hunt_changer *c)
{
	struct hunt_area *area = &c->areas[AREA_NEAR];
	struct hunt_range range = {area, 0, area->pages};

	EXPECT(write(c->hunt->clear_refs, "4", 1) == 1, "clear_refs: %d",
	       errno);
	record(c, &range);
}

/* Whether a workload needs nothing but its memory, in any process. */
static bool is_simple(const struct workload *w)
{
	return !w->needs && !w->begin && !w->one_thread && !w->far_only &&
	       workload_uses_region(w);
}

/* One operation of a workload, on pages that the device holds. */
static void change_by_workload(struct hunt_changer *c)
{
	size_t count = 0;
	const struct workload *w;
	uintptr_t anchor = FAR_BASE + ((c->index + 1) << 32);
	struct activity a = {
		.target = anchor,
		.target_size = WORKLOAD_PAGES * PAGE_BYTES,
		.target_stride = WORKLOAD_PAGES * PAGE_BYTES,
		.target_run = WORKLOAD_PAGES * PAGE_BYTES,
		.area = anchor,
		.area_size = WORKLOAD_PAGES * PAGE_BYTES,
		.spare = SPARE_BASE + ((c->index + 1) << 32),
		.child_stack = c->child_stack,
	};

	while (workloads[count])
		count++;
	do
		w = workloads[below(c, count)];
	while (!is_simple(w));
	c->change = w->name;
	if (w->margin_before || w->margin_behind) {
		a.area -= w->margin_before;
		a.area_size = w->margin_before + w->margin_behind;
	}
	EXPECT_OK(map_and_write_target(&a));
	if (w->prepare)
		EXPECT_OK(w->prepare(&a));
	device_map(c->hunt->fd, a.target, a.target_size,
		   below(c, 2) ? MNBENCH_COMMAND_WRITABLE : 0);
	EXPECT_OK(w->operate(&a));
	if (w->check)
		EXPECT_OK(w->check(&a));
	hunt_check_unknown(c, a.target, a.target_size);
	hunt_check_unknown(c, a.spare, a.target_size);
	if (w->finish)
		EXPECT_OK(w->finish(&a));
	hunt_check_unknown(c, a.target, a.target_size);
	EXPECT_OK(munmap((void *)a.area, a.area_size));
	EXPECT_OK(munmap((void *)a.spare, a.target_size));
	hunt_check_unknown(c, a.target, a.target_size);
}

/* In pages that devices do not use, but in the chunks of those they use. */
static void change_beside(struct hunt_changer *c)
{
	uintptr_t addr = REGION_BASE + BESIDE_OFFSET +
			 (below(c, BESIDE_PLACES) * HUNT_CHANGERS + c->index) *
				 BESIDE_STRIDE;

	EXPECT_OK(map_area(addr, PAGE_BYTES));
	touch_pages(addr, PAGE_BYTES);
	hunt_check_unknown(c, addr, PAGE_BYTES);
	EXPECT_OK(munmap((void *)addr, PAGE_BYTES));
}

/* The pages of a buffer go with it, except those that another buffer covers. */
static void change_buffer(struct hunt_changer *c)
{
	bool low = below(c, 2);
	struct hunt_range range =
		hunt_buffer(c, low ? BUFFER_LOW : BUFFER_HIGH);
	struct hunt_range other =
		hunt_buffer(c, low ? BUFFER_HIGH : BUFFER_LOW);
	struct hunt_range own = range;
	int fd = c->hunt->fd;

	own.count -= BUFFER_OVERLAP;
	if (!low)
		own.first = other.first + other.count;
	EXPECT_OK(device_unregister(fd, hunt_address(&range),
				    hunt_bytes(&range)));
	if (c->hunt->buffers)
		hunt_check_absent(c, &own);
	touch(c, &range);
	EXPECT_OK(
		device_register(fd, hunt_address(&range), hunt_bytes(&range)));
	record(c, &range);
}

static const struct change {
	const char *name;
	unsigned int weight; /* relative frequency */
	bool alone;          /* it acts on pages of other changers, or forks */
	void (*run)(struct hunt_changer *c);
} changes[] = {
	{"touch", 48, false, change_touch},
	{"mmap", 48, false, change_map},
	{"mmap of a file", 24, false, change_map_file},
	{"munmap", 24, false, change_munmap},
	{"mprotect", 56, false, change_protection},
	{"MADV_DONTNEED", 32, false, change_dontneed},
	{"mremap", 24, false, change_move},
	{"a hole in the file", 8, false, change_hole},
	{"MADV_COLLAPSE", 8, false, change_collapse},
	{"a page beside", 12, false, change_beside},
	{"another buffer", 4, false, change_buffer},
	{"fork", 4, true, change_fork},
	{"clear_refs", 2, true, change_soft_dirty},
	{"a workload", 8, true, change_by_workload},
	{"a userfaultfd's protection", 8, false, change_by_uffd},
	{"UFFDIO_MOVE", 6, false, change_uffd_move},
	{"KSM", 1, true, change_by_ksm},
	{"another node", 12, false, change_node},
	{"MADV_PAGEOUT", 12, false, change_pageout},
	{"MADV_HWPOISON", 2, false, change_poison},
	{"MADV_SOFT_OFFLINE", 2, false, change_offline},
	{"msync", 8, true, change_written},
	{"khugepaged", 1, true, change_by_khugepaged},
	{"hugetlbfs", 2, false, change_hugetlb},
};

#define CHANGES (sizeof(changes) / sizeof(changes[0]))

static const struct change *any_change(struct hunt_changer *c)
{
	uint32_t sum = 0, n;
	size_t i;

	for (i = 0; i < CHANGES; i++)
		sum += changes[i].weight;
	n = below(c, sum);
	for (i = 0; n >= changes[i].weight; i++)
		n -= changes[i].weight;
	return &changes[i];
}

void hunt_map_areas(struct hunt_changer *c)
{
	for (size_t i = 0; i < AREA_COUNT; i++) {
		struct hunt_range all = {&c->areas[i], 0, c->areas[i].pages};

		c->changed_count = 0;
		if (all.count)
			map_anonymous(c, all);
	}
}

/*
 * A page that a running fault maps on the device after the check is found by
 * the check of the next step, or at the latest by the check of all pages.
 */
static void check_step(struct hunt_changer *c)
{
	for (size_t i = 0; i < c->changed_count; i++)
		if (c->changed[i].count)
			hunt_check(c, &c->changed[i]);
	if (c->before.count)
		hunt_check(c, &c->before);
	if (c->step % CHECK_ALL == 0)
		hunt_check_areas(c);
}

void hunt_step(struct hunt_changer *c)
{
	const struct change *change = any_change(c);
	/* A changer that waits for mmap_lock keeps devices from faulting. */
	bool alone = change->alone || below(c, ALONE) == 0;

	c->change = change->name;
	c->changed_count = 0;
	if (alone)
		pthread_rwlock_wrlock(&c->hunt->lock);
	else
		pthread_rwlock_rdlock(&c->hunt->lock);
	change->run(c);
	check_step(c);
	pthread_rwlock_unlock(&c->hunt->lock);
	c->before.count = 0;
	if (c->changed_count)
		c->before = c->changed[0];
}
