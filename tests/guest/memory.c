// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: workloads on every kind of memory that they take, with a mode
 * that hears of everything and one that hears of what its device uses. With
 * MNBENCH_MODES=all in the environment: all workloads. Pages of 1 GiB are a
 * suite of their own, which needs a guest of 6 GiB.
 */
#include <stdio.h>
#include <string.h>

#include "agent/activity_memory.h"
#include "cell_test.h"
#include "ktap.h"
#include "suites.h"

#define SUITE "memory"
#define GIB   "page_size=1G pages=262144 ops=1"

/* Each has two huge pages, and those of a file are several. */

static const char *const memories[] = {
	"page_size=thp pages=1024",
	"page_size=2M pages=1024",
	"activity_backing=shared pages=16",
	"activity_backing=memfd pages=16",
	"activity_backing=memfd pages=1024",
	"activity_backing=tmpfs pages=16",
	"activity_backing=ext4 pages=16",
	"activity_backing=ext4 pages=1024",
	NULL,
};

static void is_set(const void *data)
{
	const int *ret = data;

	EXPECT(!*ret, "%d", *ret);
}

static void test_memory(const struct workload *workload, const char *mode,
			const char *memory)
{
	struct machine machine = {0}, own;
	struct error error;
	struct cell cell;
	char line[256];
	int ret;

	snprintf(line, sizeof(line),
		 "workload=%s mode=%s region_size=8M ops=3 warmup=1 %s",
		 workload->name, mode, memory);
	if (cell_from_line(&cell, line, &error))
		return;
	if (cell.activity_backing == ACTIVITY_EXT4 &&
	    !file_system_is_available("ext4"))
		return;
	ret = activity_memory_begin(&machine, &cell);
	if (ret) {
		snprintf(line, sizeof(line), SUITE ": the kernel has %s",
			 memory);
		ktap_test(line, is_set, &ret);
		return;
	}
	if (test_workload_begin(SUITE, workload, &own)) {
		test_cell_of(SUITE, &cell);
		workload_end(workload, &own);
	}
	machine_restore(&machine);
	activity_memory_end(&cell);
}

void suite_memory(void)
{
	for (size_t i = 0; memories[i]; i++)
		for (size_t j = 0; workloads[j]; j++) {
			if (!workload_is_asked_for(workloads[j]))
				continue;
			test_memory(workloads[j], "global", memories[i]);
			test_memory(workloads[j], "chunked", memories[i]);
		}
}

void suite_memory_gib(void)
{
	for (size_t j = 0; workloads[j]; j++)
		test_memory(workloads[j], "global", GIB);
}
