// SPDX-License-Identifier: GPL-2.0-only
/* Tests of pinned buffers: which keys of a cell do anything with them. */
#include "unit.h"

#include "common/cell.h"

#define CELL "workload=dontneed mode=region "

/* Without pin = yes the same cell is accepted, with it it is refused. */
static void refuse(const char *more, const char *why)
{
	struct error error = {0};
	struct cell cell;
	char line[256];

	snprintf(line, sizeof(line), CELL "%s", more);
	if (cell_from_line(&cell, line, &error))
		fail_msg("%s: %s", line, error_text(&error));
	snprintf(line, sizeof(line), CELL "%s pin=yes", more);
	if (!cell_from_line(&cell, line, &error))
		fail_msg("accepted: %s", line);
	assert_contains(error_text(&error), why);
	assert_null(strchr(error_text(&error), '\n'));
}

static void make(const char *more)
{
	struct error error = {0};
	struct cell cell;
	char line[256];

	snprintf(line, sizeof(line), CELL "pin=yes %s", more);
	if (cell_from_line(&cell, line, &error))
		fail_msg("%s: %s", line, error_text(&error));
	assert_int_equal(cell.pin, 1);
}

static void pinned_buffers_do_not_overlap(void **state)
{
	(void)state;
	refuse("buffers=2", "buffers cannot be '2' with pin yes: these must "
			    "not overlap; allowed: 1");
	make("buffers=1");
}

static void devices_do_not_fault(void **state)
{
	static const char why[] =
		" with pin yes: the device never faults, because it holds all "
		"pages; allowed: operation, attach, detach, exit, reap, "
		"register, "
		"unregister";

	(void)state;
	refuse("timed=fault threads=0", "timed cannot be 'fault'");
	refuse("timed=fault threads=0", why);
	refuse("timed=first-fault", why);
	refuse("timed=operation+refault", why);
	make("timed=operation");
	make("timed=attach");
	make("timed=detach device_ns=5us wait=sleep inflight=1 dying=skip");
	make("timed=exit");
	make("timed=register register_ns=1us page_bytes=16");
	make("timed=unregister");
}

static void callbacks_have_no_policy(void **state)
{
	(void)state;
	refuse("filter=bitmap", "filter cannot be 'bitmap' with pin yes: its "
				"buffers have no callbacks; allowed: off");
	refuse("lock=mutex", "lock cannot be 'mutex' with pin yes: its buffers "
			     "have no callbacks; allowed: spinlock");
	refuse("lock_scope=device", "allowed: mm");
	refuse("wait_in=inside", "allowed: outside");
	refuse("nonblock=fail", "allowed: spin");
	refuse("others=2", "others cannot be '2'");
	refuse("events=unmap+clear+protection-vma+protection-page+migrate+"
	       "exclusive",
	       "with pin yes: its buffers have no callbacks; allowed: all");
	make("filter=off");
}

static void pages_stay(void **state)
{
	(void)state;
	refuse("backing=zero", "backing cannot be 'zero' with pin yes: pinning "
			       "for writing replaces such pages; allowed: "
			       "anonymous, shmem, thp, hugetlb");
	refuse("backing=file", "backing cannot be 'file'");
	refuse("backing=cow", "backing cannot be 'cow'");
	make("backing=shmem");
	make("backing=hugetlb");
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
