// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: what drivers do around an invalidation. This file has what its
 * parts share, and the policies that a mode cannot have.
 */
#include "policies.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "agent/client.h"
#include "common/modes.h"
#include "ktap.h"

struct cell policies_slow_cell(const char *mode)
{
	struct cell cell = test_cell("munmap", mode);

	use_chunks(&cell, BLOCK_BYTES);
	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.filter = MNBENCH_FILTER_BITMAP;
	cell.device_ns = 10 * UNIT;
	return cell;
}

int policies_holding_two(const struct cell *cell)
{
	int fd = attached_as(cell);

	map_numbered(HERE, 1);
	map_numbered(THERE, 1);
	EXPECT_OK(device_map(fd, HERE, PAGE_BYTES, 0));
	EXPECT_OK(device_map(fd, THERE, PAGE_BYTES, 0));
	return fd;
}

void *policies_keep_discarding(void *fd_pointer)
{
	int fd = *(int *)fd_pointer;

	for (;;) {
		/* Not mmap(), which would hold mmap_lock for writing. */
		*(volatile uint64_t *)THERE = 1;
		device_map(fd, THERE, PAGE_BYTES, 0);
		discard(THERE, 1);
	}
	return NULL;
}

static void *discard_and_stay(void *data)
{
	struct policies_discarder *d = data;

	discard(d->page, 1);
	EXPECT_OK(sem_wait(&d->may_end));
	return NULL;
}

void policies_discard_start(struct policies_discarder *d, uintptr_t page)
{
	d->page = page;
	EXPECT_OK(sem_init(&d->may_end, 0, 0));
	EXPECT_OK(pthread_create(&d->thread, NULL, discard_and_stay, d));
}

void policies_discard_end(struct policies_discarder *d)
{
	EXPECT_OK(sem_post(&d->may_end));
	EXPECT_OK(pthread_join(d->thread, NULL));
}

bool policies_holds(int fd, uintptr_t addr)
{
	uint8_t state;

	EXPECT_OK(device_snapshot(fd, addr, PAGE_BYTES, &state));
	return state != MNBENCH_PAGE_ABSENT;
}

static long attach_with(const char *mode, size_t offset, uint32_t value)
{
	struct mnbench_attach attach = {.size = sizeof(attach)};
	int fd = device_open();
	long ret;

	strcpy(attach.mode, mode);
	if (mode_has_chunks(mode_find(mode)))
		attach.chunk_size = BLOCK_BYTES;
	*(uint32_t *)((char *)&attach + offset) = value;
	ret = ioctl(fd, MNBENCH_IOC_ATTACH, &attach) ? -errno : 0;
	close(fd);
	return ret;
}

static void refuses_what_a_mode_cannot_do(void)
{
#define REFUSED(mode, field, value)                                      \
	EXPECT(attach_with(mode, offsetof(struct mnbench_attach, field), \
			   value) == -EINVAL,                            \
	       "%s: " #field " = " #value, mode)
	REFUSED("chunked", lock, MNBENCH_LOCK_RWSEM + 1);
	REFUSED("chunked", lock_scope, MNBENCH_SCOPE_DEVICE + 1);
	REFUSED("chunked", wait_in, MNBENCH_WAIT_INSIDE + 1);
	REFUSED("chunked", nonblock, MNBENCH_NONBLOCK_TRYLOCK + 1);
	REFUSED("chunked", fault_wait, MNBENCH_FAULT_RETRY + 1);
	REFUSED("chunked", fault_wait, MNBENCH_FAULT_RETRY);
	REFUSED("hybrid", fault_wait, MNBENCH_FAULT_RETRY);
	REFUSED("filtered", fault_wait, MNBENCH_FAULT_RETRY + 1);
	REFUSED("chunked", sequence, MNBENCH_SEQUENCE_SLOTS);
	REFUSED("chunked", device, MNBENCH_DEVICES_MAX);
	REFUSED("chunked", filter, MNBENCH_FILTER_SLOTS);
	REFUSED("chunked", filter, MNBENCH_FILTER_RANGES); /* of no size */
	REFUSED("chunked", filter, MNBENCH_FILTER_SLOTS + 1);
	REFUSED("chunked", range_size, PAGE_BYTES);
	REFUSED("chunked", ignored_events, 1 << MNBENCH_EVENT_UNMAP);
	REFUSED("chunked", ignored_events, 1 << MNBENCH_EVENT_MIGRATE);
	REFUSED("chunked", ignored_events, 1 << MNBENCH_EVENT_OTHER);
	REFUSED("global", lock_scope, MNBENCH_SCOPE_CHUNK);
	REFUSED("whole", lock_scope, MNBENCH_SCOPE_CHUNK);
	REFUSED("global", nonblock, MNBENCH_NONBLOCK_FAIL);
	REFUSED("hybrid", nonblock, MNBENCH_NONBLOCK_TRYLOCK);
	REFUSED("global", filter, MNBENCH_FILTER_SCAN);
	REFUSED("adaptive", filter, MNBENCH_FILTER_SCAN);
	REFUSED("region", filter, MNBENCH_FILTER_SLOTS);
	REFUSED("global", sequence, MNBENCH_SEQUENCE_SLOTS);
	REFUSED("global", ignored_events, 1 << MNBENCH_EVENT_RELEASE);
	REFUSED("none", lock, MNBENCH_LOCK_MUTEX);
	REFUSED("none", filter, MNBENCH_FILTER_SLOTS);
#undef REFUSED
}

bool policies_has_ranges(const struct mode_info *mode)
{
	return mode->coverage == MODE_COVERS_EVERYTHING ||
	       (mode_has_parts(mode) && mode->coverage != MODE_COVERS_ADAPTIVE);
}

bool policies_has_sequence(const struct mode_info *mode)
{
	return mode->flags & MODE_SEQUENCE;
}

bool policies_waits_inside(const struct mode_info *mode)
{
	return policies_any(mode) && !(mode->flags & MODE_TWO_PASS);
}

bool policies_any(const struct mode_info *mode)
{
	return mode->coverage == MODE_COVERS_EVERYTHING || mode_has_parts(mode);
}

void policies_run(const char *what, bool (*can)(const struct mode_info *),
		  void (*run)(const void *mode))
{
	const struct mode_info *mode;
	char name[256];

	for (size_t i = 0; (mode = mode_at(i)); i++) {
		if (mode->flags & MODE_IN_AGENT || !can(mode) ||
		    !mode_is_available(mode->name))
			continue;
		snprintf(name, sizeof(name), "policies: %s, %s", what,
			 mode->name);
		ktap_test(name, run, mode->name);
	}
}

void suite_policies(void)
{
	static const struct test test = {"what a mode cannot do is refused",
					 refuses_what_a_mode_cannot_do};

	ktap_run("policies", &test, 1);
	policies_of_locks();
	policies_of_reaping();
	policies_of_filters();
	policies_of_slots();
}
