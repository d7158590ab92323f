// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: several threads operate, in VMAs of their own and on parts of one
 * VMA; in rounds, as where CPUs take turns, and repeatedly. The counters are as
 * the oracle predicts, and the VMA that they share is whole afterwards.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "agent/layout.h"
#include "agent/measurement.h"
#include "agent/sample.h"
#include "cell_test.h"
#include "ktap.h"
#include "suites.h"

struct threads_test {
	const char *line;
	uint64_t variant; /* 0: rounds */
};

/* Where the VMA that has FAR_BASE ends; 0: there is none. */
static uintptr_t end_of_vma(void)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	uintptr_t start, end, found = 0;
	char line[512];

	EXPECT(maps, "no /proc/self/maps");
	while (fgets(line, sizeof(line), maps))
		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR, &start, &end) == 2 &&
		    start <= FAR_BASE && end > FAR_BASE)
			found = end;
	fclose(maps);
	return found;
}

static void expect_whole(const struct cell *cell)
{
	const struct workload *workload = workload_find(cell->workload);
	struct layout layout;

	EXPECT_OK(layout_plan(&layout, cell, workload, 0));
	EXPECT(layout.shared == FAR_BASE &&
		       layout.shared_size == cell->threads * layout.distance,
	       "the shared VMA is at %lx", layout.shared);
	EXPECT(end_of_vma() == FAR_BASE + layout.shared_size,
	       "the shared VMA ends at %lx, not at %lx", end_of_vma(),
	       FAR_BASE + layout.shared_size);
}

static void measure(const void *data)
{
	const struct threads_test *test = data;
	struct sample sample;
	struct cell cell;
	struct error error = {0};
	uint64_t others;

	EXPECT(!cell_from_line(&cell, test->line, &error), "%s", error.message);
	use_last_processor();
	EXPECT(!sample_measure(&sample, &cell, test->variant, NULL, &error),
	       "%s", error.message);
	EXPECT(sample_agrees(&sample, &error), "%s", error.message);
	others = cell.ops * (cell.threads - 1);
	EXPECT(test->variant ? sample.churned >= others
			     : sample.churned == others,
	       "%lu operations of the other threads",
	       (unsigned long)sample.churned);
	if (cell.sharing == SHARING_VMA && !test->variant)
		expect_whole(&cell);
	sample_free(&sample);
}

static void test_line(const struct workload *workload, const char *mode,
		      int threads, const char *sharing, uint64_t variant)
{
	char line[256], name[512];
	struct threads_test test = {line, variant};
	struct error error;
	struct cell cell;

	snprintf(line, sizeof(line),
		 "mode=%s workload=%s threads=%d sharing=%s region_size=8M "
		 "ops=4 warmup=1",
		 mode, workload->name, threads, sharing);
	if (cell_from_line(&cell, line, &error))
		return; /* it is refused */
	snprintf(name, sizeof(name), "threads: %s %s", line,
		 variant ? "repeatedly" : "in rounds");
	ktap_test(name, measure, &test);
}

void suite_threads(void)
{
	static const char *const modes[] = {"global", "chunked"};
	static const char *const sharings[] = {"own", "vma"};

	for (size_t i = 0; workloads[i]; i++) {
		struct machine machine;

		if (!test_workload_begin("threads", workloads[i], &machine))
			continue;
		for (size_t m = 0; m < 2; m++)
			for (size_t s = 0; s < 2; s++)
				test_line(workloads[i], modes[m], 2,
					  sharings[s], 0);
		test_line(workloads[i], "global", 2, "vma", 1);
		test_line(workloads[i], "global", 1, "vma", 0);
		test_line(workloads[i], "global", 2,
			  "vma activity_backing=memfd", 0);
		workload_end(workloads[i], &machine);
	}
}
