// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: timed faults, alone and while another thread operates, and
 * operations of several threads. The counters are as the oracle predicts, the
 * device has no stale page, and nothing is left when the memory has gone.
 */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "agent/client.h"
#include "agent/measurement.h"
#include "agent/sample.h"
#include "cell_test.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

struct checker {
	const struct cell *cell;
	size_t operations; /* so far */
};

static void expect_nothing_left(int fd, const struct layout *layout)
{
	struct mnbench_counters counters;

	EXPECT_OK(munmap((void *)layout->region, layout->region_size));
	EXPECT_OK(device_settle(fd));
	EXPECT_OK(device_counters(fd, &counters, false));
	EXPECT(!counters.pages_now, "%lu pages left",
	       (unsigned long)counters.pages_now);
}

static int after_operation(void *data, int fd, const struct layout *layout,
			   struct error *error)
{
	struct checker *checker = data;
	const struct cell *cell = checker->cell;

	(void)error;
	for (size_t i = 0; i < layout->runs; i++)
		expect_no_stale_page(fd, layout_run(layout, i), layout->run);
	if (++checker->operations == cell->warmup + cell->ops)
		expect_nothing_left(fd, layout);
	return 0;
}

static void expect_times(const struct sample *sample)
{
	const struct cell *cell = sample->cell;
	size_t slower = 0;

	EXPECT(sample->ops == cell->ops &&
		       sample->again + sample->counters.gave_up == cell->ops,
	       "%lu operations, %lu repeated", (unsigned long)sample->ops,
	       (unsigned long)sample->again);
	EXPECT(cell->threads ? sample->churned >= cell->ops : !sample->churned,
	       "another thread operated %lu times",
	       (unsigned long)sample->churned);
	for (size_t i = 0; i < sample->ops; i++)
		EXPECT(sample->ns[i] >= cell->fault_ns,
		       "a fault took %lu ns, less than the device needs",
		       (unsigned long)sample->ns[i]);
	for (size_t i = 0; i < sample->again; i++)
		slower += sample->again_ns[i] >= sample->ns[i];
	/* A tick of the kernel may fall into one. */
	EXPECT(slower <= 1, "%zu times a fault took less time than nothing",
	       slower);
}

static void measure(const void *line)
{
	struct checker checker = {0};
	struct sample_check check = {after_operation, &checker};
	struct sample sample;
	struct cell cell;
	struct error error = {0};

	EXPECT(!cell_from_line(&cell, line, &error), "%s", error.message);
	checker.cell = &cell;
	use_last_processor();
	EXPECT(!sample_measure(&sample, &cell, 0, &check, &error), "%s",
	       error.message);
	EXPECT(checker.operations == cell.warmup + cell.ops,
	       "%zu operations checked", checker.operations);
	EXPECT(sample_agrees(&sample, &error), "%s", error.message);
	expect_times(&sample);
	sample_free(&sample);
}

static void test_line(const char *mode, const char *workload, const char *more)
{
	char line[256], name[512];

	snprintf(line, sizeof(line),
		 "mode=%s workload=%s timed=fault region_size=8M ops=4 "
		 "warmup=1 %s",
		 mode, workload, more);
	snprintf(name, sizeof(name), "timed: %s", line);
	ktap_test(name, measure, line);
}

/* Threads that operate at the same time, each on memory of its own. */
static void measure_threads(const void *line)
{
	struct sample sample;
	struct cell cell;
	struct error error = {0};

	EXPECT(!cell_from_line(&cell, line, &error), "%s", error.message);
	use_last_processor();
	EXPECT(!sample_measure(&sample, &cell, 0, NULL, &error), "%s",
	       error.message);
	EXPECT(sample_agrees(&sample, &error), "%s", error.message);
	EXPECT(sample.ops == cell.ops && sample.churned >= cell.ops,
	       "%lu operations, %lu of another thread",
	       (unsigned long)sample.ops, (unsigned long)sample.churned);
	sample_free(&sample);
}

static void test_threads(const char *mode, const char *workload)
{
	char line[256], name[512];

	snprintf(line, sizeof(line),
		 "mode=%s workload=%s threads=2 region_size=8M ops=4 warmup=1",
		 mode, workload);
	snprintf(name, sizeof(name), "timed: %s", line);
	ktap_test(name, measure_threads, line);
}

/* An operation and the faults after it: each time is the sum of two. */
static void measure_refaults(const void *line)
{
	struct sample sample;
	struct cell cell;
	struct error error = {0};

	EXPECT(!cell_from_line(&cell, line, &error), "%s", error.message);
	EXPECT(!sample_measure(&sample, &cell, 0, NULL, &error), "%s",
	       error.message);
	EXPECT(sample_agrees(&sample, &error), "%s", error.message);
	EXPECT(sample.parts == cell.ops, "%lu parts",
	       (unsigned long)sample.parts);
	for (size_t i = 0; i < sample.parts; i++)
		EXPECT(sample.ns[i] ==
			       sample.operation_ns[i] + sample.refault_ns[i],
		       "the parts of time %zu are not its sum", i);
	if (cell.placement != PLACEMENT_OVERLAP)
		EXPECT(!sample.counters.faults, "%lu faults",
		       (unsigned long)sample.counters.faults);
	sample_free(&sample);
}

static void test_refaults(const char *mode)
{
	char line[256], name[512];
	struct machine machine;

	for (size_t i = 0; workloads[i]; i++) {
		if (!is_in_matrix(workloads[i]) ||
		    !test_workload_begin("timed", workloads[i], &machine))
			continue;
		for (int overlap = 0; overlap < 2; overlap++) {
			if (overlap ? workloads[i]->unmaps ||
					      workloads[i]->target_empty
				    : workloads[i]->everything)
				continue;
			snprintf(line, sizeof(line),
				 "mode=%s workload=%s placement=%s "
				 "timed=operation+refault region_size=8M "
				 "chunk_size=2M ops=3 warmup=1%s",
				 mode, workloads[i]->name,
				 overlap ? "overlap" : "far",
				 overlap ? " devices=2" : "");
			snprintf(name, sizeof(name), "timed: %s", line);
			ktap_test(name, measure_refaults, line);
		}
		workload_end(workloads[i], &machine);
	}
}

static void test_mode(const char *mode)
{
	test_refaults(mode);
	test_threads(mode, "munmap");
	test_threads(mode, "mremap");
	test_threads(mode, "mixed");
	/*
	 * The device takes longer for a fault than what the allocations of a
	 * call vary by in a kernel that debugs its allocator, some 20 us.
	 */
	test_line(mode, "idle", "threads=0 pages=1 fault_ns=100us");
	test_line(mode, "idle",
		  "threads=0 pages=512 region_run=2M chunk_size=1G");
	test_line(mode, "idle",
		  "threads=0 pages=3 backing=zero fault_ns=100us");
	test_line(mode, "dontneed",
		  "threads=1 pages=100 region_run=2M chunk_size=1G");
	test_line(mode, "dontneed", "threads=1 pages=2 placement=same-chunk");
	for (size_t i = 0; workloads[i]; i++)
		if (is_in_matrix(workloads[i]) && !workloads[i]->everything)
			test_line(mode, workloads[i]->name,
				  "threads=1 pages=2");
}

/* Each fault is one of a huge page: it is one again when it is written. */
static void measure_huge_faults(const void *line)
{
	struct sample sample;
	struct cell cell;
	struct error error = {0};

	EXPECT(!cell_from_line(&cell, line, &error), "%s", error.message);
	write_file(THP_ENABLED, "madvise");
	write_file("/proc/sys/vm/nr_hugepages", "4");
	EXPECT(!sample_measure(&sample, &cell, 0, NULL, &error), "%s",
	       error.message);
	EXPECT(sample_agrees(&sample, &error), "%s", error.message);
	EXPECT(cell.backing != BACKING_THP ||
		       smaps_kb(REGION_BASE, "AnonHugePages:") == 8 << 10,
	       "%ld kB of huge pages", smaps_kb(REGION_BASE, "AnonHugePages:"));
	EXPECT(sample.counters.pages_faulted == 3 * 512, "%lu pages",
	       (unsigned long)sample.counters.pages_faulted);
	sample_free(&sample);
	write_file("/proc/sys/vm/nr_hugepages", "0");
	write_file(THP_ENABLED, "never");
}

static void test_huge_faults(const char *mode, const char *backing)
{
	char line[256], name[512];

	snprintf(line, sizeof(line),
		 "mode=%s backing=%s workload=idle timed=fault threads=0 "
		 "pages=512 region_size=8M region_run=2M chunk_size=1G ops=3 "
		 "warmup=1",
		 mode, backing);
	snprintf(name, sizeof(name), "timed: %s", line);
	ktap_test(name, measure_huge_faults, line);
}

/* A sample that takes too long ends, but not before it has a result. */
static void ends_at_its_limit(void)
{
	struct sample sample;
	struct cell cell;
	struct error error = {0};

	EXPECT(!cell_from_line(&cell,
			       "mode=whole workload=idle timed=fault threads=0 "
			       "pages=1 fault_ns=1ms limit_ns=3ms ops=100",
			       &error),
	       "%s", error.message);
	EXPECT(!sample_measure(&sample, &cell, 0, NULL, &error), "%s",
	       error.message);
	EXPECT(sample.ops == 3, "%lu operations", (unsigned long)sample.ops);
	EXPECT(sample_agrees(&sample, &error), "%s", error.message);
	sample_free(&sample);
}

static void needs_cpus(void)
{
	struct sample sample;
	struct cell cell;
	struct error error = {0};

	EXPECT(!cell_from_line(&cell, "mode=none workload=munmap threads=256",
			       &error),
	       "%s", error.message);
	use_last_processor();
	EXPECT(sample_measure(&sample, &cell, 0, NULL, &error) &&
		       !strcmp(error.message, "other threads: No such device"),
	       "%s", error.message);
	sample_free(&sample);
}

void suite_timed(void)
{
	static const struct test tests[] = {
		{"a sample ends at its limit", ends_at_its_limit},
		{"a sample with more threads than CPUs fails", needs_cpus},
	};
	const struct mode_info *mode;

	for (size_t i = 0; (mode = mode_at(i)); i++)
		if (mode_has_callback(mode) && mode_is_available(mode->name))
			test_mode(mode->name);
	test_huge_faults("whole", "thp");
	test_huge_faults("chunked", "thp");
	test_huge_faults("whole", "hugetlb");
	test_huge_faults("region", "hugetlb");
	ktap_run("timed", tests, sizeof(tests) / sizeof(tests[0]));
}
