// SPDX-License-Identifier: GPL-2.0-only
/* Tests of policies: which go together, in which mode, and what they show. */
#include "cells.h"

#include "mnbench_abi.h"

#define CELL "workload=munmap mode="

static void filters_belong_to_modes(void **state)
{
	(void)state;
	refuse(CELL "global filter=scan",
	       "filter cannot be 'scan' in mode global; allowed: off, bitmap, "
	       "ranges, slots");
	refuse(CELL "whole filter=scan", "in mode whole");
	refuse(CELL "chunked filter=slots",
	       "filter cannot be 'slots' in mode chunked; allowed: off, "
	       "bitmap, scan, ranges");
	refuse(CELL "region filter=slots", "in mode region");
	refuse(CELL "chunked filter=scan chunk_size=2G",
	       "chunk_size cannot be '2G' with filter scan; allowed: at most "
	       "1G");
	make(CELL "chunked filter=scan chunk_size=1G");
	make(CELL "region filter=scan");
	make(CELL "region filter=scan region_size=4G region_stride=4G "
		  "region_run=1G");
	refuse(CELL "region filter=scan region_size=4G region_stride=4G "
		    "region_run=1028M",
	       "region_run cannot be '1028M' with filter scan; allowed: at "
	       "most 1G");
	refuse(CELL "adaptive filter=ranges",
	       "filter cannot be 'ranges' in mode adaptive; allowed: off, "
	       "bitmap");
	refuse(CELL "adaptive filter=scan",
	       "filter cannot be 'scan' in mode adaptive; allowed: off, "
	       "bitmap");
	refuse(CELL "whole filter=slots sequence=slots",
	       "sequence cannot be 'slots' in mode whole; allowed: every");
	make(CELL "global filter=slots sequence=slots");
	make(CELL "whole filter=slots");
	make(CELL "hybrid filter=slots");
}

static void ranges_fit_chunks(void **state)
{
	struct cell ranges = make(CELL "chunked filter=ranges");
	struct cell off = make(CELL "chunked range_size=64K");

	(void)state;
	assert_int_equal(ranges.range_size, 2 << 20);
	assert_int_equal(off.range_size, 0);
	refuse(CELL "chunked filter=ranges range_size=4M",
	       "range_size cannot be '4M' with chunk_size 2M; allowed: at most "
	       "the chunk_size");
	refuse(CELL "whole filter=ranges range_size=2K",
	       "range_size cannot be '2K' with filter ranges; allowed: a power "
	       "of two of at least 4K");
	refuse(CELL "whole filter=ranges range_size=3M",
	       "range_size cannot be '3M'; allowed: a power of two");
	make(CELL "whole filter=ranges range_size=64K");
	make(CELL "region filter=ranges range_size=64K");
	make(CELL "chunked filter=ranges range_size=4K chunk_size=4K");
}

static void locks_belong_to_modes(void **state)
{
	(void)state;
	refuse(CELL "global lock_scope=chunk",
	       "lock_scope cannot be 'chunk' in mode global; allowed: mm, "
	       "device");
	refuse(CELL "whole lock_scope=chunk", "in mode whole");
	refuse(CELL "whole wait=sleep wait_in=inside",
	       "wait cannot be 'sleep' with wait_in inside of lock spinlock; "
	       "allowed: spin");
	make(CELL "whole wait=sleep wait_in=inside lock=mutex");
	make(CELL "whole wait=sleep wait_in=outside");
	make(CELL "chunked lock=rwsem lock_scope=chunk");
	make(CELL "region lock=mutex lock_scope=chunk");
	make(CELL "global lock=mutex lock_scope=device fault_wait=retry");
	make(CELL "filtered fault_wait=retry");
	refuse(CELL "chunked fault_wait=retry",
	       "fault_wait cannot be 'retry' in mode chunked; allowed: block");
	refuse(CELL "hybrid fault_wait=retry", "in mode hybrid");
}

/* Keys that say how it waits would mean nothing. */
static void who_does_not_wait_waits_nowhere(void **state)
{
	(void)state;
	refuse(CELL "whole wait=none wait_in=inside",
	       "wait_in cannot be 'inside' with wait none; allowed: outside");
	refuse(CELL "region wait=none dying=skip",
	       "dying cannot be 'skip' with wait none; allowed: wait");
	refuse(CELL "sva wait=none dying=skip", "with wait none");
	make(CELL "whole wait=none lock=mutex device_ns=5us");
	make(CELL "sva wait=none");
}

static void global_notifiers_cannot_fail(void **state)
{
	static const char *const modes[] = {"global", "filtered", "hybrid"};
	char line[128];

	(void)state;
	for (size_t i = 0; i < COUNT(modes); i++) {
		snprintf(line, sizeof(line), CELL "%s nonblock=fail", modes[i]);
		refuse(line, "nonblock cannot be 'fail' in mode ");
		snprintf(line, sizeof(line), CELL "%s nonblock=trylock",
			 modes[i]);
		refuse(line, "; allowed: spin");
	}
	make(CELL "whole nonblock=trylock lock=mutex");
	make(CELL "chunked nonblock=fail");
}

static void lost_pages_are_not_ignored(void **state)
{
	struct cell some = make(CELL "chunked events=unmap+clear+"
				     "protection-vma+protection-page+migrate+"
				     "exclusive");

	(void)state;
	assert_true(some.events && some.events != make(CELL "chunked").events);
	refuse(CELL "chunked events=unmap",
	       "events lack clear, so the device would keep pages that the "
	       "process has lost; allowed: all, without soft-dirty or release "
	       "or both");
	refuse(CELL "region events=unmap", "events lack clear");
	refuse(CELL "chunked events=all+unmap", "unknown events 'all+unmap'");
	refuse(CELL "global events=unmap+clear+protection-vma+protection-page+"
		    "soft-dirty+migrate+exclusive",
	       "events lack release, the only event of an exit in mode global; "
	       "allowed: with release");
	/* pin means nothing here, and does not help. */
	refuse(CELL "chunked events=unmap pin=yes", "events lack clear");
}

static void sequences_need_slots(void **state)
{
	(void)state;
	refuse(CELL "filtered sequence=slots",
	       "sequence cannot be 'slots' with filter bitmap; allowed: every");
	make(CELL "filtered filter=slots sequence=slots");
}

static void kept_bytes_are_bounded(void **state)
{
	(void)state;
	make(CELL "chunked chunk_size=1G page_bytes=16 filter=scan");
	refuse(CELL "chunked chunk_size=1G page_bytes=512",
	       "page_bytes cannot be '512' for each page of 1G; allowed: 64M "
	       "in all, with chunk_bytes");
	refuse(CELL "chunked chunk_size=16G page_bytes=16 chunk_bytes=1",
	       "for each page of 16G");
	make(CELL "chunked chunk_size=16G page_bytes=16");
}

/* A flush of the TLB is no range. */
static void flushes_have_no_policy(void **state)
{
	(void)state;
	refuse(CELL "sva lock=mutex",
	       "lock cannot be 'mutex' in mode sva; allowed: spinlock");
	refuse(CELL "sva wait_in=inside", "allowed: outside");
	refuse(CELL "sva nonblock=fail", "allowed: spin");
	refuse(CELL "sva events=unmap+clear+protection-vma+protection-page+"
		    "release+migrate+exclusive",
	       "in mode sva; allowed: all");
	refuse(CELL "sva filter=slots",
	       "filter cannot be 'slots' in mode sva; allowed: off, bitmap");
	make(CELL "sva filter=bitmap device_ns=5us");
}

static void two_passes_wait_outside(void **state)
{
	(void)state;
	refuse(CELL "twopass wait_in=inside",
	       "wait_in cannot be 'inside' in mode twopass; allowed: outside");
	make(CELL "twopass lock=rwsem lock_scope=device device_ns=5us");
}

/* Elsewhere they are 0, as each key that means nothing in a mode. */
static void buffers_have_keys_of_their_own(void **state)
{
	struct cell whole = make(CELL "whole pin=yes buffers=4 page_bytes=8");
	struct cell region = make(CELL "region pin=yes page_bytes=8");
	struct cell more = make(CELL "region buffers=4");

	(void)state;
	assert_int_equal(whole.pin, 0);
	assert_int_equal(whole.buffers, 0);
	assert_int_equal(whole.page_bytes, 0);
	assert_int_equal(region.pin, 1);
	assert_int_equal(region.buffers, 1);
	assert_int_equal(more.buffers, 4);
	assert_int_equal(region.page_bytes, 8);
}

static void latencies_show_in_what_is_timed(void **state)
{
	(void)state;
	refuse(CELL "region timed=register fault_ns=5us",
	       "fault_ns cannot be '5us': timed register contains no part of a "
	       "device fault; allowed: 0, or timed first-fault, fault");
	refuse(CELL "region timed=register device_ns=1us",
	       "timed register contains no part of an invalidation");
	refuse(CELL "global fault_ns=5us", "timed operation contains no part");
	refuse(CELL "global map_page_ns=5us", "map_page_ns cannot be '5us'");
	refuse(CELL "region register_ns=5us",
	       "register_ns cannot be '5us': timed operation contains no part "
	       "of a registration; allowed: 0, or timed register");
	refuse(CELL "global timed=attach device_page_ns=1us",
	       "timed attach contains");
	refuse(CELL "global timed=fault threads=0 device_ns=1us",
	       "timed fault with threads 0 contains no part of an "
	       "invalidation; allowed: 0, or timed operation, ");
	refuse(CELL "region timed=unregister device_ns=1us",
	       "timed unregister with pin no contains no part of an "
	       "invalidation; allowed: 0, or timed operation, detach, exit, "
	       "exec, "
	       "reap, "
	       "operation+refault");
	refuse(CELL "region pin=yes device_ns=1us",
	       "timed operation with pin yes contains no part of an "
	       "invalidation; allowed: 0, or timed detach, exit, unregister");
	make(CELL "region timed=unregister pin=yes device_ns=1us");
	make(CELL "region timed=exit pin=yes device_ns=1us");
	make(CELL "region timed=unregister device_ns=1us others=1");
	make(CELL "global timed=fault threads=1 device_ns=1us fault_ns=9us");
	make(CELL "global timed=first-fault fault_ns=9us map_page_ns=1us");
	make(CELL "region timed=register register_ns=9us register_page_ns=1");
	make(CELL "global timed=detach device_ns=5us");
	make(CELL "global timed=exit device_ns=5us device_page_ns=1");
	/* Without a device there is nothing to refuse. */
	make(CELL "none timed=register fault_ns=5us");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filters_belong_to_modes),
		cmocka_unit_test(ranges_fit_chunks),
		cmocka_unit_test(locks_belong_to_modes),
		cmocka_unit_test(who_does_not_wait_waits_nowhere),
		cmocka_unit_test(global_notifiers_cannot_fail),
		cmocka_unit_test(lost_pages_are_not_ignored),
		cmocka_unit_test(sequences_need_slots),
		cmocka_unit_test(flushes_have_no_policy),
		cmocka_unit_test(two_passes_wait_outside),
		cmocka_unit_test(kept_bytes_are_bounded),
		cmocka_unit_test(buffers_have_keys_of_their_own),
		cmocka_unit_test(latencies_show_in_what_is_timed),
	};

	return cmocka_run_group_tests_name("cell_policy", tests, NULL, NULL);
}
