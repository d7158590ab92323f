// SPDX-License-Identifier: GPL-2.0-only
/* Tests of pinned buffers: which keys of a cell do anything with them. */
#include "cells.h"

#define CELL "workload=dontneed mode=region "

/* Without pin = yes the same cell is accepted, with it it is refused. */
static void refuse_pinned(const char *more, const char *why)
{
	char line[256];

	snprintf(line, sizeof(line), CELL "%s", more);
	make(line);
	snprintf(line, sizeof(line), CELL "%s pin=yes", more);
	refuse(line, why);
}

static void make_pinned(const char *more)
{
	char line[256];

	snprintf(line, sizeof(line), CELL "pin=yes %s", more);
	assert_int_equal(make(line).pin, 1);
}

static void pinned_buffers_do_not_overlap(void **state)
{
	(void)state;
	refuse_pinned("buffers=2",
		      "buffers cannot be '2' with pin yes: these must "
		      "not overlap; allowed: 1");
	make_pinned("buffers=1");
}

static void devices_do_not_fault(void **state)
{
	static const char why[] =
		" with pin yes: the device never faults, because it holds all "
		"pages; allowed: operation, attach, detach, exit, exec, reap, "
		"register, "
		"unregister";

	(void)state;
	refuse_pinned("timed=fault threads=0", "timed cannot be 'fault'");
	refuse_pinned("timed=fault threads=0", why);
	refuse_pinned("timed=first-fault", why);
	refuse_pinned("timed=operation+refault", why);
	make_pinned("timed=operation");
	make_pinned("timed=attach");
	make_pinned(
		"timed=detach device_ns=5us wait=sleep inflight=1 dying=skip");
	make_pinned("timed=exit");
	make_pinned("timed=register register_ns=1us page_bytes=16");
	make_pinned("timed=unregister");
}

static void callbacks_have_no_policy(void **state)
{
	(void)state;
	refuse_pinned("filter=bitmap",
		      "filter cannot be 'bitmap' with pin yes: its "
		      "buffers have no callbacks; allowed: off");
	refuse_pinned("lock=mutex",
		      "lock cannot be 'mutex' with pin yes: its buffers "
		      "have no callbacks; allowed: spinlock");
	refuse_pinned("lock_scope=device", "allowed: mm");
	refuse_pinned("wait_in=inside", "allowed: outside");
	refuse_pinned("nonblock=fail", "allowed: spin");
	refuse_pinned("others=2", "others cannot be '2'");
	refuse_pinned(
		"events=unmap+clear+protection-vma+protection-page+migrate+"
		"exclusive",
		"with pin yes: its buffers have no callbacks; allowed: all");
	make_pinned("filter=off");
}

static void pages_stay(void **state)
{
	(void)state;
	refuse_pinned("backing=zero",
		      "backing cannot be 'zero' with pin yes: pinning "
		      "for writing replaces such pages; allowed: "
		      "anonymous, shmem, thp, hugetlb");
	refuse_pinned("backing=file", "backing cannot be 'file'");
	refuse_pinned("backing=cow", "backing cannot be 'cow'");
	make_pinned("backing=shmem");
	make_pinned("backing=hugetlb");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pinned_buffers_do_not_overlap),
		cmocka_unit_test(devices_do_not_fault),
		cmocka_unit_test(callbacks_have_no_policy),
		cmocka_unit_test(pages_stay),
	};

	return cmocka_run_group_tests_name("cell_pin", tests, NULL, NULL);
}
