// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the key that says whose malloc(3) the process of a cell has. */
#include "cells.h"

#include "support/heap.h"
#include "workload.h"

static void old_cells_have_that_of_the_c_library(void **state)
{
	struct cell old = make("workload=allocator-trim mode=whole");
	struct cell new = make("workload=allocator-trim mode=whole "
			       "allocator=glibc");

	(void)state;
	assert_int_equal(old.allocator, ALLOCATOR_GLIBC);
	assert_true(cell_equal(&old, &new));
	new = make("workload=allocator-trim mode=whole allocator=jemalloc");
	assert_false(cell_equal(&old, &new));
	assert_false(cell_same_activity(&old, &new));
}

/* An application that does nothing does not allocate either. */
static void idle_cells_have_none(void **state)
{
	struct cell old = make("workload=idle mode=whole timed=fault "
			       "threads=0");
	struct cell new = make("workload=idle mode=whole timed=fault threads=0 "
			       "allocator=jemalloc");

	(void)state;
	assert_true(cell_equal(&old, &new));
}

static void only_what_allocates_has_another(void **state)
{
	char line[128];

	(void)state;
	for (size_t i = 0; workloads[i]; i++) {
		snprintf(line, sizeof(line),
			 "workload=%s mode=whole pages=512 allocator=jemalloc",
			 workloads[i]->name);
		if (workloads[i]->allocates)
			make(line);
		else
			refuse(line, "allocator cannot be 'jemalloc' with "
				     "workload");
	}
	refuse("workload=munmap mode=whole allocator=jemalloc",
	       "allocator cannot be 'jemalloc' with workload munmap, which "
	       "does not allocate; allowed: glibc");
	refuse("workload=allocator-trim mode=whole allocator=tcmalloc",
	       "tcmalloc");
}

/* This test is linked as the agent is. */
static void the_agent_has_that_of_the_c_library(void **state)
{
	const struct cell_key *key = cell_key_find("allocator");

	(void)state;
	assert_string_equal(heap_allocator, cell_choice(key, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(old_cells_have_that_of_the_c_library),
		cmocka_unit_test(idle_cells_have_none),
		cmocka_unit_test(only_what_allocates_has_another),
		cmocka_unit_test(the_agent_has_that_of_the_c_library),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
