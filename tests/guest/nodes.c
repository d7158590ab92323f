// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: memory on a NUMA node that the cell names. The measured thread
 * runs on the last CPU, which is on node 1.
 */
#include <errno.h>
#include <stdio.h>

#include "agent/nodes.h"
#include "cell_test.h"
#include "facilities.h"
#include "ktap.h"
#include "suites.h"

#define PAGES 300UL /* more than one call of move_pages(2) asks for */
#define SIZE  (PAGES * PAGE_BYTES)

static void bound_range(const void *data)
{
	(void)data;
	use_last_processor();
	for (int node = 0; node < 2; node++) {
		uintptr_t start = FAR_BASE + node * 4 * SIZE;

		EXPECT_OK(map_area(start, SIZE));
		EXPECT_OK(nodes_bind_range(start, SIZE, node));
		touch_pages(start, SIZE);
		EXPECT_OK(nodes_check_range(start, SIZE, node));
		EXPECT(nodes_check_range(start, SIZE, !node) == -ENODATA,
		       "pages of node %d are on node %d", node, !node);
	}
}

static void bound_thread(const void *data)
{
	(void)data;
	use_last_processor();
	for (int node = 0; node < 2; node++) {
		uintptr_t start = FAR_BASE + node * 4 * SIZE;

		EXPECT_OK(map_area(start, SIZE));
		EXPECT_OK(nodes_bind_thread(node));
		touch_pages(start, SIZE);
		EXPECT_OK(nodes_unbind_thread(node));
		EXPECT_OK(nodes_check_range(start, SIZE, node));
	}
}

/* Of the last page alone, and of none that is not there. */
static void one_page_elsewhere(const void *data)
{
	uintptr_t last = FAR_BASE + SIZE - PAGE_BYTES;
	struct activity a = {
		.area = FAR_BASE,
		.area_size = SIZE,
		.target = FAR_BASE,
		.target_size = SIZE,
		.target_stride = SIZE,
		.target_run = SIZE,
		.node = 1,
	};

	(void)data;
	use_last_processor();
	EXPECT_OK(map_area(FAR_BASE, SIZE));
	EXPECT_OK(nodes_check_range(FAR_BASE, SIZE, 0));
	touch_pages(FAR_BASE, SIZE);
	EXPECT_OK(nodes_check_range(FAR_BASE, SIZE, 1));
	EXPECT_OK(move_to_node(last, 1, 0));
	EXPECT(nodes_check_range(FAR_BASE, SIZE, 1) == -ENODATA,
	       "the last page is not missed");
	EXPECT_OK(nodes_keep_target(&a));
	EXPECT_OK(nodes_check_range(FAR_BASE, SIZE, 1));
}

/* All that a workload acts on is on one node, and begins there each time. */
static void test_workloads(const char *mode, uint64_t node)
{
	for (size_t i = 0; workloads[i]; i++) {
		struct cell cell = test_cell(workloads[i]->name, mode);

		if (!workload_is_asked_for(workloads[i]))
			continue;
		cell.node = cell.region_node = node;
		test_placements("nodes", cell);
	}
}

/* The area and the region are on different ones. */
static void test_apart(const char *workload, const char *mode)
{
	struct cell cell = test_cell(workload, mode);

	for (uint64_t node = 1; node <= 2; node++) {
		cell.node = node;
		cell.region_node = 3 - node;
		test_cell_of("nodes", &cell);
	}
}

/* Pages of a disk take the place of the region, and are where the disk is. */
static void test_replaced_region(void)
{
	struct cell cell = test_cell("msync", "chunked");

	cell.placement = PLACEMENT_OVERLAP;
	for (cell.region_node = 1; cell.region_node <= 2; cell.region_node++)
		test_cell_of("nodes", &cell);
}

void suite_nodes(void)
{
	/* The last two leave pages on the node of the CPU. */
	static const char *const activities[] = {"munmap", "mprotect",
						 "dontneed", "cow", "migrate"};

	if (node_count() < 2)
		return;
	ktap_test("nodes: pages of a bound range", bound_range, NULL);
	ktap_test("nodes: pages of a bound thread", bound_thread, NULL);
	ktap_test("nodes: one page elsewhere", one_page_elsewhere, NULL);
	for (size_t i = 0; i < sizeof(activities) / sizeof(activities[0]);
	     i++) {
		test_apart(activities[i], "global");
		test_apart(activities[i], "chunked");
	}
	test_replaced_region();
	/* On the other node than the CPU, and on its own. */
	test_workloads("global", 1);
	test_workloads("chunked", 2);
}
