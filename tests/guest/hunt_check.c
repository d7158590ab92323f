// SPDX-License-Identifier: GPL-2.0-only
/*
 * The checks of the hunt: what the device can reach is compared with what the
 * CPU may reach.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "agent/client.h"
#include "hunt.h"
#include "ktap.h"

#define WORD_CHECK       1 /* the CPU writes, the device reads */
#define WORD_CHECK_WRITE 3 /* the device writes, the CPU reads */
#define BATCH            32
#define NOT_RUN          1 /* no command's result */
/* In pagemap: */
#define EXCLUSIVE  (1ULL << 56) /* no other process maps it */
#define PRESENT    (1ULL << 63)
#define SWAPPED    (1ULL << 62)
#define FRAME_MASK ((1ULL << 55) - 1)
/* In kpageflags: */
#define DIRTY      (1ULL << 4)
#define WRITE_BACK (1ULL << 8)

struct held_page {
	uintptr_t addr;
	uint8_t rights; /* enum hunt_rights: the CPU's */
	uint8_t state;  /* MNBENCH_PAGE_*: the device's */
};

static const char *const rights_words[] = {
	"has not mapped it",
	"may not access it",
	"may only read it",
	"may write it",
};

/* Run all commands, also those after one that fails. */
static void submit_all(const struct hunt_changer *c,
		       struct mnbench_command *commands, size_t count)
{
	for (size_t i = 0; i < count; i++)
		commands[i].result = NOT_RUN;
	for (size_t i = 0; i < count; i++)
		if (commands[i].result == NOT_RUN)
			device_submit(c->hunt->fd, &commands[i], count - i);
}

static void check_rights(const struct hunt_changer *c,
			 const struct held_page *page)
{
	bool write = page->state == MNBENCH_PAGE_WRITE;

	if (page->rights < (write ? RIGHTS_WRITE : RIGHTS_READ))
		hunt_found(c, page->addr, "the device may %s it, the CPU %s",
			   write ? "write" : "read",
			   rights_words[page->rights]);
}

/*
 * The CPU writes a value that no other page has, and the device reads it. If
 * the CPU may not write, both read.
 */
static void check_reading(struct hunt_changer *c, const struct held_page *pages,
			  size_t count)
{
	struct mnbench_command commands[BATCH];
	uint64_t values[BATCH];

	for (size_t i = 0; i < count; i++) {
		if (pages[i].rights == RIGHTS_WRITE)
			*hunt_word(pages[i].addr, WORD_CHECK) = ++c->stamp;
		commands[i] = (struct mnbench_command){
			.op = MNBENCH_OP_READ,
			.flags = MNBENCH_COMMAND_NOFAULT,
			.addr = (uintptr_t)hunt_word(pages[i].addr, WORD_CHECK),
			.length = sizeof(values[i]),
			.data = (uintptr_t)&values[i],
		};
	}
	submit_all(c, commands, count);
	for (size_t i = 0; i < count; i++) {
		uint64_t cpu = *hunt_word(pages[i].addr, WORD_CHECK);

		if (commands[i].result == -ENOENT)
			continue; /* the write took it away */
		if (commands[i].result)
			hunt_found(c, pages[i].addr,
				   "the device reads it with error %d",
				   commands[i].result);
		if (values[i] != cpu)
			hunt_found(c, pages[i].addr,
				   "the device reads %#lx, the CPU %#lx",
				   (unsigned long)values[i],
				   (unsigned long)cpu);
	}
}

/* The device writes, and the CPU reads. */
static void check_writing(struct hunt_changer *c, const struct held_page *pages,
			  size_t count)
{
	for (size_t i = 0; i < count; i++) {
		volatile uint64_t *word =
			hunt_word(pages[i].addr, WORD_CHECK_WRITE);
		uint64_t value = ++c->stamp;
		int ret;

		if (pages[i].state != MNBENCH_PAGE_WRITE)
			continue;
		ret = device_write(c->hunt->fd, (uintptr_t)word, &value,
				   sizeof(value), MNBENCH_COMMAND_NOFAULT);
		if (ret == -ENOENT)
			continue;
		if (ret)
			hunt_found(c, pages[i].addr,
				   "the device writes it with error %d", ret);
		if (*word != value)
			hunt_found(
				c, pages[i].addr,
				"the device wrote %#lx, and the CPU reads %#lx",
				(unsigned long)value, (unsigned long)*word);
	}
}

static void check_held(struct hunt_changer *c, const struct held_page *pages,
		       size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_rights(c, &pages[i]);
	check_reading(c, pages, count);
	if (c->step % 4 == 0)
		check_writing(c, pages, count);
}

static void snapshot(const struct hunt_changer *c, uintptr_t addr, size_t pages,
		     uint8_t *states)
{
	EXPECT_OK(
		device_snapshot(c->hunt->fd, addr, pages * PAGE_BYTES, states));
}

void hunt_check(struct hunt_changer *c, const struct hunt_range *range)
{
	uint8_t states[BLOCK_BYTES / PAGE_BYTES];
	struct held_page held[BATCH];
	size_t count = 0;

	snapshot(c, hunt_address(range), range->count, states);
	for (size_t i = 0; i < range->count; i++) {
		if (states[i] == MNBENCH_PAGE_ABSENT)
			continue;
		held[count++] = (struct held_page){
			.addr = hunt_address(range) + i * PAGE_BYTES,
			.rights = range->area->rights[range->first + i],
			.state = states[i],
		};
		if (count == BATCH) {
			check_held(c, held, count);
			count = 0;
		}
	}
	check_held(c, held, count);
}

void hunt_check_absent(struct hunt_changer *c, const struct hunt_range *range)
{
	uint8_t states[BLOCK_BYTES / PAGE_BYTES];

	snapshot(c, hunt_address(range), range->count, states);
	for (size_t i = 0; i < range->count; i++)
		if (states[i] != MNBENCH_PAGE_ABSENT)
			hunt_found(c, hunt_address(range) + i * PAGE_BYTES,
				   "the device may use it, but has lost it");
}

static enum hunt_rights find_rights(uintptr_t addr)
{
	uint64_t value;

	if (cpu_read(addr, &value, sizeof(value)))
		return RIGHTS_NONE;
	return cpu_write(addr, &value, sizeof(value)) ? RIGHTS_READ
						      : RIGHTS_WRITE;
}

void hunt_check_unknown(struct hunt_changer *c, uintptr_t addr, size_t size)
{
	uint8_t states[BATCH];
	struct held_page page;

	EXPECT(size <= sizeof(states) * PAGE_BYTES, "%zu bytes", size);
	snapshot(c, addr, size / PAGE_BYTES, states);
	for (size_t i = 0; i < size / PAGE_BYTES; i++) {
		if (states[i] == MNBENCH_PAGE_ABSENT)
			continue;
		page.addr = addr + i * PAGE_BYTES;
		page.rights = find_rights(page.addr);
		page.state = states[i];
		check_held(c, &page, 1);
	}
}

/* Read the entries of pagemap for this range. */
static void read_pagemap(const struct hunt_changer *c, uintptr_t addr,
			 size_t pages, uint64_t *entries)
{
	ssize_t size = pages * sizeof(entries[0]);

	EXPECT(pread(c->hunt->pagemap, entries, size,
		     addr / PAGE_BYTES * sizeof(entries[0])) == size,
	       "pagemap: %d", errno);
}

void hunt_check_unshared(struct hunt_changer *c, const struct hunt_area *area)
{
	uint8_t states[BLOCK_BYTES / PAGE_BYTES];
	uint64_t entries[BLOCK_BYTES / PAGE_BYTES];

	/* In this order, because an unshared page stays unshared. */
	snapshot(c, area->base, area->pages, states);
	read_pagemap(c, area->base, area->pages, entries);
	for (size_t i = 0; i < area->pages; i++)
		if (states[i] == MNBENCH_PAGE_WRITE && !area->shared[i] &&
		    !(entries[i] & EXCLUSIVE))
			hunt_found(
				c, area->base + i * PAGE_BYTES,
				"the device may write a page that is shared");
}

size_t hunt_count_swapped(struct hunt_changer *c,
			  const struct hunt_range *range)
{
	uint64_t entries[BLOCK_BYTES / PAGE_BYTES];
	size_t count = 0;

	read_pagemap(c, hunt_address(range), range->count, entries);
	for (size_t i = 0; i < range->count; i++)
		count += !!(entries[i] & SWAPPED);
	return count;
}

void hunt_check_clean(struct hunt_changer *c, const struct hunt_range *range)
{
	uint8_t states[BLOCK_BYTES / PAGE_BYTES];
	uint64_t entries[BLOCK_BYTES / PAGE_BYTES];

	/* In this order, because a dirty page stays so until the next msync. */
	snapshot(c, hunt_address(range), range->count, states);
	read_pagemap(c, hunt_address(range), range->count, entries);
	for (size_t i = 0; i < range->count; i++) {
		uint64_t flags;
		off_t at = (entries[i] & FRAME_MASK) * sizeof(flags);

		if (states[i] != MNBENCH_PAGE_WRITE || !(entries[i] & PRESENT))
			continue;
		EXPECT(pread(c->hunt->page_flags, &flags, sizeof(flags), at) ==
			       sizeof(flags),
		       "kpageflags: %d", errno);
		if (!(flags & (DIRTY | WRITE_BACK)))
			hunt_found(c, hunt_address(range) + i * PAGE_BYTES,
				   "the device may write a clean page");
	}
}

void hunt_check_areas(struct hunt_changer *c)
{
	for (size_t i = 0; i < AREA_COUNT; i++) {
		struct hunt_range all = {&c->areas[i], 0, c->areas[i].pages};

		if (all.count)
			hunt_check(c, &all);
	}
}
