// SPDX-License-Identifier: GPL-2.0-only
/* Tests of what backs the device region: with which keys it goes together. */
#include "cells.h"

#define FAULT                                                           \
	"workload=idle mode=whole timed=fault threads=0 region_run=2M " \
	"region_size=8M "

/* Of a huge page the CPU discards the whole or nothing. */
static void huge_pages_are_faulted_as_a_whole(void **state)
{
	(void)state;
	refuse(FAULT "backing=hugetlb pages=4",
	       "pages cannot be '4' where a fault of backing hugetlb is timed; "
	       "allowed: 512, a whole huge page");
	refuse(FAULT "backing=thp pages=511", "a fault of backing thp");
	make(FAULT "backing=hugetlb pages=512");
	make(FAULT "backing=thp pages=512");
	make(FAULT "backing=anonymous pages=4");
	make("workload=idle mode=whole timed=first-fault backing=hugetlb");
}

static void others_discard_huge_pages_as_a_whole(void **state)
{
	(void)state;
	refuse("workload=munmap mode=whole backing=hugetlb others=1",
	       "region_run 16K is not a multiple of 2M, which others with "
	       "backing hugetlb need");
	refuse("workload=munmap mode=whole backing=thp others=1",
	       "others with backing thp");
	make("workload=munmap mode=whole backing=hugetlb others=1 "
	     "region_run=2M");
	make("workload=munmap mode=whole backing=shmem others=1");
}

/* What is allowed instead is allowed. */
static void shared_pages_are_not_replaced(void **state)
{
	(void)state;
	refuse("workload=cow mode=whole backing=cow placement=overlap",
	       "backing cannot be 'cow' in placement overlap, where the "
	       "operations replace the shared pages; allowed: placement far or "
	       "same-chunk");
	make("workload=cow mode=whole backing=cow placement=far");
	make("workload=cow mode=whole backing=cow placement=same-chunk");
	refuse("workload=soft-dirty mode=whole backing=cow",
	       "backing cannot be 'cow' with workload soft-dirty, which "
	       "replaces the shared pages; allowed: a workload that acts "
	       "elsewhere");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(huge_pages_are_faulted_as_a_whole),
		cmocka_unit_test(others_discard_huge_pages_as_a_whole),
		cmocka_unit_test(shared_pages_are_not_replaced),
	};

	return cmocka_run_group_tests_name("cell_backing", tests, NULL, NULL);
}
