// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the memory that an activity acts on: its keys and its layout. */
#include "cells.h"

#include "agent/layout.h"
#include "common/cell_activity.h"
#include "support/kernel_version.h"
#include "workload.h"

#define GIB (1UL << 30)

static void old_cells_are_those_of_the_defaults(void **state)
{
	struct cell old = make("workload=munmap mode=whole");
	struct cell new = make("workload=munmap mode=whole page_size=4K "
			       "activity_backing=anonymous");

	(void)state;
	assert_true(cell_equal(&old, &new));
	new = make("workload=munmap mode=whole page_size=2M pages=512");
	assert_false(cell_same_activity(&old, &new));
	/* Where nobody acts, there is no such memory. */
	old = make("workload=idle mode=whole timed=fault threads=0");
	new = make("workload=idle mode=whole timed=fault threads=0 "
		   "page_size=thp activity_backing=memfd");
	assert_true(cell_equal(&old, &new));
}

static void pages_are_whole(void **state)
{
	(void)state;
	refuse("workload=munmap mode=whole page_size=thp",
	       "pages cannot be '4' with page_size thp; allowed: a multiple of "
	       "512, a page of that size");
	refuse("workload=munmap mode=whole page_size=1G pages=512",
	       "allowed: a multiple of 262144");
	make("workload=munmap mode=whole page_size=2M pages=1536");
	make("workload=munmap mode=whole page_size=1G pages=262144");
	refuse("workload=munmap mode=whole page_size=8K", "8K");
	refuse("workload=munmap mode=whole activity_backing=hugetlb",
	       "hugetlb");
}

static void refused_is_what_a_workload_cannot_act_on(void **state)
{
	(void)state;
	refuse("workload=free mode=whole activity_backing=memfd",
	       "activity_backing cannot be 'memfd' with workload free; "
	       "allowed: anonymous");
	refuse("workload=free mode=whole page_size=2M pages=512",
	       "page_size cannot be '2M' with workload free; allowed: 4K, thp");
	make("workload=free mode=whole page_size=thp pages=512");
	refuse("workload=msync mode=whole activity_backing=tmpfs",
	       "activity_backing cannot be 'tmpfs' with workload msync; "
	       "allowed: anonymous, ext4");
	make("workload=msync mode=whole activity_backing=ext4");
	make("workload=truncate mode=whole activity_backing=tmpfs");
	refuse("workload=truncate mode=whole activity_backing=shared",
	       "allowed: anonymous, memfd, tmpfs, ext4");
	refuse("workload=migrate mode=whole page_size=1G pages=262144",
	       "allowed: 4K, thp, 2M");
	refuse("workload=collapse mode=whole page_size=thp pages=512",
	       "page_size cannot be 'thp' with workload collapse; allowed: 4K");
	refuse("workload=munmap mode=whole activity_backing=memfd "
	       "page_size=2M pages=512",
	       "page_size cannot be '2M' with activity_backing memfd, which "
	       "has pages of 4K; allowed: 4K, or activity_backing anonymous");
}

static void the_region_has_a_key_of_its_own(void **state)
{
	(void)state;
	refuse("workload=munmap mode=whole placement=overlap "
	       "activity_backing=memfd",
	       "activity_backing cannot be 'memfd' where workload munmap acts "
	       "on the device region, whose memory is that of key backing; "
	       "allowed: anonymous");
	refuse("workload=soft-dirty mode=whole page_size=thp",
	       "page_size cannot be 'thp' where workload soft-dirty acts on "
	       "the device region");
	refuse("workload=munmap mode=whole timed=fault threads=1 "
	       "activity_backing=memfd",
	       "activity_backing cannot be 'memfd' where 'fault' is timed; "
	       "allowed: anonymous");
}

static struct layout plan(const char *line, uint64_t variant)
{
	struct cell cell = make(line);
	struct layout layout;

	assert_int_equal(layout_plan(&layout, &cell,
				     workload_find(cell.workload), variant),
			 0);
	return layout;
}

static void huge_pages_are_aligned(void **state)
{
	static const struct {
		const char *line;
		size_t page;
	} rows[] = {
		{"workload=munmap-inside mode=whole page_size=thp pages=512",
		 BLOCK_BYTES},
		{"workload=munmap-holes mode=whole page_size=2M pages=1024",
		 BLOCK_BYTES},
		{"workload=munmap-inside mode=whole page_size=1G pages=262144",
		 GIB},
		{"workload=mremap mode=whole page_size=1G pages=524288", GIB},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		for (uint64_t variant = 0; variant < 600; variant += 299) {
			struct layout layout = plan(rows[i].line, variant);
			const struct activity *a = &layout.activity;
			const struct workload *w =
				workload_find(make(rows[i].line).workload);
			size_t room = w->room ? w->room : 1;

			assert_int_equal(a->area % rows[i].page, 0);
			assert_int_equal(a->area_size % rows[i].page, 0);
			assert_int_equal(a->target % rows[i].page, 0);
			assert_int_equal(a->spare % rows[i].page, 0);
			assert_int_equal(a->mapping.page_size, rows[i].page);
			assert_true(a->target - a->area >= w->margin_before);
			assert_true(area_end(a) - a->target >=
				    room * a->target_size + w->margin_behind);
			assert_true(layout.surroundings +
					    layout.surroundings_size >
				    area_end(a));
		}
}

struct expected {
	const char *line;
	unsigned int kernel;
	size_t unmaps, clears, protections, forks;
};

/* What the sources of the kernels say, by function: notifier_calls.h. */
static const struct expected table[] = {
	/* __unmap_hugepage_range makes a call of its own before 6.2. */
	{"workload=munmap page_size=2M pages=1024", KERNEL(6, 1), 2, 0, 0, 0},
	{"workload=munmap page_size=2M pages=1024", KERNEL(6, 12), 1, 0, 0, 0},
	{"workload=munmap page_size=1G pages=262144", KERNEL(6, 1), 2, 0, 0, 0},
	{"workload=munmap page_size=thp pages=1024", KERNEL(6, 1), 1, 0, 0, 0},
	{"workload=munmap-holes page_size=2M pages=512", KERNEL(6, 1), 3, 0, 0,
	 0},
	{"workload=munmap-vmas page_size=2M pages=1024", KERNEL(6, 1), 3, 0, 0,
	 0},
	{"workload=dontneed page_size=2M pages=1024", KERNEL(6, 1), 1, 1, 0, 0},
	{"workload=dontneed page_size=2M pages=1024", KERNEL(7, 0), 0, 1, 0, 0},
	{"workload=mprotect page_size=1G pages=524288", KERNEL(6, 1), 0, 0, 1,
	 0},
	{"workload=mprotect page_size=thp pages=524288", KERNEL(6, 1), 0, 0, 2,
	 0},
	{"workload=mprotect-inside page_size=thp pages=1024", KERNEL(7, 0), 0,
	 0, 1, 0},
	{"workload=mremap page_size=2M pages=1024", KERNEL(6, 1), 2, 1, 0, 0},
	{"workload=mremap page_size=2M pages=1024", KERNEL(7, 0), 1, 1, 0, 0},
	{"workload=mremap page_size=thp pages=1024", KERNEL(7, 0), 2, 0, 0, 0},
	{"workload=fork page_size=2M pages=1024", KERNEL(7, 0), 0, 1, 0, 0},
	{"workload=fork page_size=thp pages=1024", KERNEL(7, 0), 0, 0, 0, 1},
	{"workload=fork activity_backing=shared", KERNEL(6, 1), 0, 0, 0, 0},
	{"workload=cow page_size=2M pages=1024", KERNEL(7, 0), 0, 2, 0, 0},
	{"workload=cow page_size=thp pages=1024", KERNEL(7, 0), 0, 1026, 0, 0},
	{"workload=migrate page_size=thp pages=1024", KERNEL(6, 1), 0, 2, 0, 0},
	{"workload=pageout activity_backing=shared", KERNEL(6, 1), 0, 4, 0, 0},
	{"workload=msync activity_backing=ext4", KERNEL(6, 1), 0, 0, 0, 4},
	{"workload=remove activity_backing=ext4", KERNEL(6, 1), 0, 1, 0, 0},
	{"workload=truncate activity_backing=ext4", KERNEL(6, 1), 0, 2, 0, 0},
};

static size_t count_event(const struct notifier_calls *p,
			  enum mnbench_event event)
{
	size_t count = 0;

	for (size_t i = 0; i < p->count; i++)
		count += p->calls[i].event == event;
	return count;
}

static void predictions_follow_the_memory(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		const struct expected *e = &table[i];
		struct notifier_calls p = {0};
		struct layout layout;
		char line[128];

		snprintf(line, sizeof(line), "%s mode=none", e->line);
		layout = plan(line, 0);
		layout.activity.kernel = e->kernel;
		workload_find(make(line).workload)
			->predict(&layout.activity, &p);
		if (count_event(&p, MNBENCH_EVENT_UNMAP) != e->unmaps ||
		    count_event(&p, MNBENCH_EVENT_CLEAR) != e->clears ||
		    count_event(&p, MNBENCH_EVENT_PROTECTION_VMA) !=
			    e->protections ||
		    count_event(&p, MNBENCH_EVENT_PROTECTION_PAGE) != e->forks)
			fail_msg("%s: other calls than expected", e->line);
		notifier_calls_free(&p);
	}
}

/* Twice the pages, and for 1 GiB room to begin at such an address. */
static void guests_get_the_memory(void **state)
{
	struct cell cell =
		make("workload=mremap mode=none page_size=1G pages=262144");

	(void)state;
	assert_int_equal(cell_activity_pool(&cell), 2);
	assert_true(cell_memory_mb(&cell) > 5 * 1024);
	assert_true(cell_memory_mb(&cell) < 6 * 1024);
	cell = make("workload=cow mode=none page_size=2M pages=1024");
	assert_int_equal(cell_activity_pool(&cell), 4);
	cell = make("workload=cow mode=none page_size=thp pages=1024");
	assert_int_equal(cell_activity_pool(&cell), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(old_cells_are_those_of_the_defaults),
		cmocka_unit_test(pages_are_whole),
		cmocka_unit_test(refused_is_what_a_workload_cannot_act_on),
		cmocka_unit_test(the_region_has_a_key_of_its_own),
		cmocka_unit_test(huge_pages_are_aligned),
		cmocka_unit_test(predictions_follow_the_memory),
		cmocka_unit_test(guests_get_the_memory),
	};

	return cmocka_run_group_tests_name("cell_activity", tests, NULL, NULL);
}
