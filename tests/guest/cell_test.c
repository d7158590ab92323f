// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests that measure a cell: the counters are as the oracle predicts, and no
 * operation leaves a stale page on the device.
 */
#include <stdio.h>

#include "agent/client.h"
#include "agent/devices.h"
#include "agent/measurement.h"
#include "agent/sample.h"
#include "cell_test.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

struct checker {
	const struct cell *cell;
	size_t checks; /* so far: one for each device after each operation */
};

static size_t checks_of(const struct cell *cell)
{
	return (cell->warmup + cell->ops) * devices_of_cell(cell);
}

/*
 * With faults: the device reads what the CPU reads, or fails as the CPU does.
 */
static void expect_same_reads(int fd, uintptr_t start, size_t size)
{
	uint64_t cpu = 0, dev = 0;

	for (uintptr_t p = start; p < start + size; p += PAGE_BYTES) {
		int cpu_ret = cpu_read(p, &cpu, sizeof(cpu));
		int ret = device_read(fd, p, &dev, sizeof(dev), 0);

		EXPECT(ret == cpu_ret, "read %#lx: device %d, CPU %d", p, ret,
		       cpu_ret);
		EXPECT(ret || dev == cpu, "read %#lx: device %lu, CPU %lu", p,
		       (unsigned long)dev, (unsigned long)cpu);
	}
}

/*
 * Writes would change what the next operations act on where pages are shared or
 * were only read: they replace such pages and take them away from the device.
 * There only the last check writes.
 */
static bool may_write(const struct checker *checker,
		      const struct layout *layout)
{
	return checker->checks == checks_of(checker->cell) ||
	       !(layout->reads || layout->shared_by_fork);
}

/* Of much memory both ends: each page is a command for the device. */
#define CHECKED_MAX (16UL << 20)

static void expect_at_ends(void (*expect)(int fd, uintptr_t start, size_t size),
			   int fd, uintptr_t start, size_t size)
{
	size_t checked = size < CHECKED_MAX ? size : CHECKED_MAX / 2;

	expect(fd, start, checked);
	if (checked < size)
		expect(fd, start + size - checked, checked);
}

static int after_operation(void *data, int fd, const struct layout *layout,
			   struct error *error)
{
	struct checker *checker = data;
	const struct activity *a = &layout->activity;
	void (*expect)(int fd, uintptr_t start, size_t size);

	(void)error;
	checker->checks++;
	if (!mode_has_callback(mode_find(checker->cell->mode)))
		return 0;
	expect = may_write(checker, layout) ? expect_no_stale_page
					    : expect_no_other_page;
	for (size_t i = 0; i < layout->runs; i++)
		expect(fd, layout_run(layout, i), layout->run);
	expect_at_ends(expect, fd, a->target, a->target_size);
	expect_at_ends(expect, fd, a->spare, a->target_size);
	/* Faults map pages on the device that the oracle does not know of. */
	if (checker->checks < checks_of(checker->cell))
		return 0;
	EXPECT_OK(device_register(fd, a->target, a->target_size));
	EXPECT_OK(device_register(fd, a->spare, a->target_size));
	expect_at_ends(expect_same_reads, fd, a->target, a->target_size);
	expect_at_ends(expect_same_reads, fd, a->spare, a->target_size);
	expect_at_ends(expect_no_stale_page, fd, a->target, a->target_size);
	return 0;
}

static void measure(const void *data)
{
	const struct cell *cell = data;
	struct checker checker = {.cell = cell};
	struct sample_check check = {after_operation, &checker};
	struct sample sample;
	struct error error = {0};

	/* MADV_PAGEOUT drains only this processor's batch of new pages. */
	use_last_processor();
	EXPECT(!sample_measure(&sample, cell, 0, &check, &error), "%s",
	       error.message);
	EXPECT(checker.checks == checks_of(cell), "%zu checks", checker.checks);
	EXPECT(sample_agrees(&sample, &error), "%s", error.message);
	sample_free(&sample);
}

void test_cell_of(const char *suite, const struct cell *cell)
{
	char name[512], text[480];

	cell_describe(cell, text, sizeof(text));
	snprintf(name, sizeof(name), "%s: %s", suite, text);
	ktap_test(name, measure, cell);
}

static void is_prepared(const void *data)
{
	const int *ret = data;

	EXPECT(!*ret, "%d", *ret);
}

bool test_workload_begin(const char *suite, const struct workload *workload,
			 struct machine *machine)
{
	char name[256];
	int ret;

	if (!workload_is_available(workload))
		return false;
	ret = workload_begin(workload, machine);
	if (!ret)
		return true;
	snprintf(name, sizeof(name), "%s: the kernel is prepared for %s", suite,
		 workload->name);
	ktap_test(name, is_prepared, &ret);
	return false;
}

/* What ages pages changes no mapping, so its placement changes little. */
void test_placements(const char *suite, struct cell cell)
{
	const struct workload *workload = workload_find(cell.workload);
	struct machine machine;
	struct error error;

	if (!test_workload_begin(suite, workload, &machine))
		return;
	for (uint64_t p = PLACEMENT_FAR; p <= PLACEMENT_OVERLAP; p++) {
		if (is_in_matrix(workload) && !workload->common &&
		    p != PLACEMENT_OVERLAP)
			continue;
		cell.placement = p;
		if (!cell_check(&cell, &error))
			test_cell_of(suite, &cell);
	}
	workload_end(workload, &machine);
}
