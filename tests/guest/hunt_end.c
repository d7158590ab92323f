// SPDX-License-Identifier: GPL-2.0-only
/* The end of a hunt: what may be left when nothing is mapped on the CPU. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "agent/client.h"
#include "common/modes.h"
#include "hunt_run.h"
#include "ktap.h"

/* Chunks that begin in these pages or hold the first of them. */
static uint64_t chunks_of(const struct hunt *hunt, uintptr_t start,
			  size_t pages)
{
	uint64_t size = hunt->cell.chunk_size;

	return (start + pages * PAGE_BYTES - 1) / size - start / size + 1;
}

/* All chunks of which a device can have used a page. */
static uint64_t chunks_ever(struct hunt *hunt)
{
	uint64_t count = chunks_of(hunt, HUGE_BASE, SMALL_PAGES + BEYOND);

	count +=
		chunks_of(hunt, NEAR_BASE, HUNT_CHANGERS * NEAR_PAGES + BEYOND);
	count += chunks_of(hunt, APART_BASE,
			   HUNT_CHANGERS * APART_PAGES + BEYOND);
	/* Where workloads act; their pages begin a chunk. */
	return count + HUNT_CHANGERS * chunks_of(hunt, FAR_BASE, SMALL_PAGES);
}

/* The intervals that are there although nothing is mapped on the CPU. */
static void check_intervals(struct hunt *hunt,
			    const struct mnbench_counters *counters)
{
	const struct mode_info *mode = mode_find(hunt->cell.mode);
	bool keeps = mode->flags & MODE_KEEPS &&
		     hunt->cell.removal == MNBENCH_REMOVAL_KEEP;
	/* Of `whole` over all addresses, and of the registered buffers. */
	uint64_t low = !strcmp(mode->name, "whole"), high = low;

	if (mode->coverage == MODE_COVERS_BUFFERS)
		low = high = HUNT_CHANGERS * (BUFFER_COUNT + 2) + 1;
	/* Each chunk that a fault looked at stays. */
	if (keeps) {
		low = counters->chunks_inserted;
		high = chunks_ever(hunt);
		EXPECT(low, "no chunk was ever made");
	}
	EXPECT(counters->chunks_now >= low && counters->chunks_now <= high,
	       "%lu intervals left, not %lu to %lu",
	       (unsigned long)counters->chunks_now, (unsigned long)low,
	       (unsigned long)high);
}

/* Nothing is mapped on the CPU, so the device must hold nothing. */
void hunt_check_end(struct hunt *hunt)
{
	struct mnbench_counters counters;

	for (size_t i = 0; i < HUNT_CHANGERS; i++) {
		hunt->changers[i].change = "the end";
		hunt->changers[i].changed_count = 0;
		hunt_check_areas(&hunt->changers[i]);
	}
	for (size_t i = 0; i < HUNT_CHANGERS; i++) {
		for (size_t j = 0; j < AREA_COUNT; j++) {
			const struct hunt_area *area =
				&hunt->changers[i].areas[j];

			if (area->pages)
				EXPECT_OK(munmap((void *)area->base,
						 area->pages * PAGE_BYTES));
		}
	}
	EXPECT_OK(device_settle(hunt->fd));
	EXPECT_OK(device_counters(hunt->fd, &counters, false));
	printf("# %s: %lu steps, %lu accesses, %lu pages faulted, "
	       "%lu taken away, %lu collisions, %lu chunks made, "
	       "%lu split\n",
	       hunt->name, hunt->steps, atomic_load(&hunt->accesses),
	       (unsigned long)counters.pages_faulted,
	       (unsigned long)counters.pages_invalidated,
	       (unsigned long)counters.collisions,
	       (unsigned long)counters.chunks_inserted,
	       (unsigned long)counters.splits);
	if (counters.pages_now)
		hunt_found(&hunt->changers[0], 0, "%lu pages left",
			   (unsigned long)counters.pages_now);
	check_intervals(hunt, &counters);
	atomic_fetch_add(&hunt->sum->steps, hunt->steps);
	atomic_fetch_add(&hunt->sum->collisions, counters.collisions);
	atomic_fetch_add(&hunt->sum->splits, counters.splits);
	EXPECT_OK(device_detach(hunt->fd));
}
