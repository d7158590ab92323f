// SPDX-License-Identifier: GPL-2.0-only
/*
 * What else than an operation can be timed: the counters are those of the oracle,
 * the device has no stale page, and nothing is left when the memory has gone.
 */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "client.h"
#include "ktap.h"
#include "sample.h"
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
			   char *error, size_t error_size)
{
	struct checker *checker = data;
	const struct cell *cell = checker->cell;

	(void)error;
	(void)error_size;
	for (size_t i = 0; i < layout->runs; i++)
		expect_no_stale_page(fd, layout_run(layout, i), layout->run);
	if (++checker->operations == cell->warmup + cell->ops)
		expect_nothing_left(fd, layout);
	return 0;
}

static void measure(const struct cell *cell)
{
	struct checker checker = {.cell = cell};
	struct sample_check check = {after_operation, &checker};
	struct sample sample;
	char error[512];

	EXPECT(!sample_measure(&sample, cell, &check, error, sizeof(error)),
	       "%s", error);
	EXPECT(checker.operations == cell->warmup + cell->ops,
	       "%zu operations checked", checker.operations);
	EXPECT(sample_agrees(&sample, error, sizeof(error)), "%s", error);
	EXPECT(sample.ops == cell->ops && sample.again == cell->ops,
	       "%lu operations, %lu repeated", (unsigned long)sample.ops,
	       (unsigned long)sample.again);
	for (size_t i = 0; i < sample.again; i++)
		EXPECT(sample.again_ns[i] < sample.ns[i],
		       "a fault took %lu ns, nothing %lu",
		       (unsigned long)sample.ns[i],
		       (unsigned long)sample.again_ns[i]);
	sample_free(&sample);
}

static struct cell fault_cell(const char *mode, const char *more)
{
	char line[256], error[256];
	struct cell cell;

	snprintf(line, sizeof(line),
		 "workload=idle mode=%s timed=fault threads=0 region_run=2M "
		 "region_size=4M ops=4 warmup=1 %s",
		 mode, more);
	EXPECT(!cell_from_line(&cell, line, error, sizeof(error)), "%s", error);
	return cell;
}

static void faults_one_page(const void *mode)
{
	struct cell cell = fault_cell(mode, "pages=1");

	measure(&cell);
}

static void faults_a_leaf(const void *mode)
{
	struct cell cell = fault_cell(mode, "pages=512 chunk_size=1G");

	measure(&cell);
}

void suite_timed(void)
{
	for_each_device_mode("timed", "a fault of a page", faults_one_page);
	for_each_device_mode("timed", "a fault of a leaf", faults_a_leaf);
}
