// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the NUMA nodes of a cell: with which keys they go together. */
#include "cells.h"

/* Cells of older results have neither key. */
static void memory_is_on_the_node_of_the_cpu(void **state)
{
	struct cell cell = make("workload=munmap mode=chunked");
	struct cell same = make("workload=munmap mode=chunked node=cpu "
				"region_node=cpu");

	(void)state;
	assert_true(cell_equal(&cell, &same));
	assert_false(cell_has_nodes(&cell));
	assert_int_equal(cell_node(cell.node), -1);
	assert_int_equal(cell_node(cell.region_node), -1);
}

static void nodes_are_numbers(void **state)
{
	struct cell cell = make("workload=munmap mode=chunked node=0 "
				"region_node=7");
	char text[256];

	(void)state;
	assert_true(cell_has_nodes(&cell));
	assert_int_equal(cell_node(cell.node), 0);
	assert_int_equal(cell_node(cell.region_node), 7);
	cell_describe(&cell, text, sizeof(text));
	assert_string_equal(text, "munmap chunked far node=0 region_node=7");
	refuse("workload=munmap mode=chunked node=8",
	       "unknown node '8'; allowed: cpu, 0, 1, 2, 3, 4, 5, 6, 7");
	refuse("workload=munmap mode=chunked region_node=-1",
	       "unknown region_node '-1'; allowed: cpu, 0");
}

/* Modes on the same nodes have a baseline, which is there, too. */
static void a_baseline_is_on_the_same_nodes(void **state)
{
	struct cell cell = make("workload=munmap mode=chunked node=1");
	struct cell none = make("workload=munmap mode=none node=1");
	struct cell other = make("workload=munmap mode=none node=0");

	(void)state;
	assert_true(cell_is_baseline(&cell, &none));
	assert_false(cell_is_baseline(&cell, &other));
}

static void a_region_is_on_one_node(void **state)
{
	struct cell cell = make("workload=munmap mode=whole placement=overlap "
				"region_node=1");
	struct cell same = make("workload=munmap mode=whole placement=overlap "
				"node=1 region_node=1");
	struct cell all = make("workload=munmap-all mode=whole region_node=0");

	(void)state;
	assert_true(cell_equal(&cell, &same));
	assert_int_equal(cell_node(cell.node), 1);
	assert_int_equal(cell_node(all.node), 0);
	refuse("workload=munmap mode=whole placement=overlap node=0 "
	       "region_node=1",
	       "node cannot be '0' where the workload acts on memory of the "
	       "device region, with region_node 1; allowed: cpu, which is the "
	       "same node");
	make("workload=munmap mode=whole placement=same-chunk node=0 "
	     "region_node=1");
	/* It acts on memory of its own. */
	make("workload=fsync mode=whole placement=overlap node=0 "
	     "region_node=1");
}

static void some_memory_has_no_node(void **state)
{
	(void)state;
	refuse("workload=munmap mode=whole backing=zero region_node=1",
	       "region_node cannot be '1' with backing zero, which is shared "
	       "by all nodes; allowed: cpu");
	refuse("workload=munmap mode=whole backing=hugetlb region_node=1",
	       "with backing hugetlb");
	make("workload=munmap mode=whole backing=zero node=1");
	make("workload=munmap mode=whole backing=thp region_node=1");
}

static void some_workloads_have_no_node(void **state)
{
	static const char *const own[] = {"migrate-pages", "numa-fault",
					  "numa-scan"};
	char line[128];

	(void)state;
	for (size_t i = 0; i < COUNT(own); i++) {
		snprintf(line, sizeof(line), "workload=%s mode=whole node=1",
			 own[i]);
		refuse(line, "which chooses the nodes itself; allowed: cpu");
		snprintf(line, sizeof(line),
			 "workload=%s mode=whole region_node=1", own[i]);
		refuse(line, "region_node cannot be '1' with workload ");
	}
	refuse("workload=populate mode=whole node=1",
	       "node cannot be '1' with workload populate, which begins "
	       "without a page; allowed: cpu");
	make("workload=populate mode=whole region_node=1");
	refuse("workload=populate mode=whole placement=overlap region_node=1",
	       "region_node cannot be '1' with workload populate, which begins "
	       "without a page");
	refuse("workload=allocator-trim mode=whole node=1",
	       "node cannot be '1' with workload allocator-trim, whose memory "
	       "a library chooses; allowed: cpu");
	make("workload=move-pages mode=whole node=0");
}

static void a_node_needs_an_operation(void **state)
{
	struct cell idle = make("workload=munmap mode=whole timed=attach "
				"node=1 region_node=1");

	(void)state;
	assert_int_equal(idle.node, 0);
	assert_int_equal(cell_node(idle.region_node), 1);
	refuse("workload=munmap mode=whole timed=fault threads=1 node=1",
	       "node cannot be '1' where 'fault' is timed; allowed: cpu");
	refuse("workload=munmap mode=whole threads=2 node=1",
	       "node cannot be '1' with 2 threads, each of which has memory of "
	       "its own; allowed: cpu, or 1 thread");
	make("workload=munmap mode=whole threads=2 region_node=1");
}

/* A guest has half of its memory on each node. */
static void a_node_needs_memory(void **state)
{
	struct cell any = make("workload=munmap mode=none region_size=1G "
			       "region_run=2M");
	struct cell one = make("workload=munmap mode=none region_size=1G "
			       "region_run=2M region_node=1");

	(void)state;
	assert_true(cell_memory_mb(&any) > 1024);
	assert_true(cell_memory_mb(&any) < 2048);
	assert_true(cell_memory_mb(&one) > 2048);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_on_the_node_of_the_cpu),
		cmocka_unit_test(nodes_are_numbers),
		cmocka_unit_test(a_baseline_is_on_the_same_nodes),
		cmocka_unit_test(a_region_is_on_one_node),
		cmocka_unit_test(some_memory_has_no_node),
		cmocka_unit_test(some_workloads_have_no_node),
		cmocka_unit_test(a_node_needs_an_operation),
		cmocka_unit_test(a_node_needs_memory),
	};

	return cmocka_run_group_tests_name("cell_nodes", tests, NULL, NULL);
}
