// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: every mode with every workload and placement, and the variants of
 * a mode. The counters are as the oracle predicts, and no operation leaves a
 * stale page on the device.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/devices.h"
#include "agent/lru_gen.h"
#include "agent/measurement.h"
#include "agent/sample.h"
#include "common/cell.h"
#include "common/modes.h"
#include "common/presets.h"
#include "facilities.h"
#include "ktap.h"
#include "suites.h"

#define DEVICE_NS 1000 /* of presets: each waits as its driver does */

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
	expect(fd, a->target, a->target_size);
	expect(fd, a->spare, a->target_size);
	/* Faults map pages on the device that the oracle does not know of. */
	if (checker->checks < checks_of(checker->cell))
		return 0;
	EXPECT_OK(device_register(fd, a->target, a->target_size));
	EXPECT_OK(device_register(fd, a->spare, a->target_size));
	expect_same_reads(fd, a->target, a->target_size);
	expect_same_reads(fd, a->spare, a->target_size);
	expect_no_stale_page(fd, a->target, a->target_size);
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

static void test_cell_of(const struct cell *cell)
{
	char name[512], text[480];

	cell_describe(cell, text, sizeof(text));
	snprintf(name, sizeof(name), "matrix: %s", text);
	ktap_test(name, measure, cell);
}

/* What ages pages changes no mapping, so its placement changes little. */
static void all_placements(struct cell cell)
{
	const struct workload *workload = workload_find(cell.workload);
	struct lru_gen before;
	struct error error;

	if (!workload_begin(workload, &before))
		return;
	for (uint64_t p = PLACEMENT_FAR; p <= PLACEMENT_OVERLAP; p++) {
		if ((workload->everything || workload->ages) &&
		    p != PLACEMENT_OVERLAP)
			continue;
		cell.placement = p;
		if (!cell_check(&cell, &error))
			test_cell_of(&cell);
	}
	workload_end(workload, &before);
}

/* Each driver with all that it decides, where its device's pages are lost. */
static void test_preset(const struct preset *preset, const char *workload,
			enum placement placement)
{
	struct cell cell =
		test_cell(workload, preset_value(preset, "mode")->value);
	struct error error = {0};

	if (!mode_is_available(cell.mode))
		return;
	preset_apply(preset, &cell);
	cell.device_ns = DEVICE_NS;
	cell.placement = placement;
	if (!cell_settle(&cell, &error))
		test_cell_of(&cell);
	else
		printf("# %s: %s\n", preset->name, error.message);
}

static void presets(void)
{
	const struct preset *preset;

	for (size_t i = 0; (preset = preset_at(i)); i++) {
		for (size_t j = 0; workloads[j]; j++) {
			if (workloads[j]->ages)
				continue;
			test_preset(preset, workloads[j]->name,
				    PLACEMENT_OVERLAP);
			test_preset(preset, workloads[j]->name,
				    PLACEMENT_SAME_CHUNK);
		}
	}
}

/* Whether the kernel has the pages of the cell. */
static bool has_backing(const struct cell *cell)
{
	return (cell->backing != BACKING_THP || !access(THP_ENABLED, F_OK)) &&
	       (cell->backing != BACKING_HUGETLB || has_huge_pages());
}

/* The parameters that change what a mode does, with the richest workload. */
static void variants(void)
{
	static const char *const lines[] = {
		"mode=chunked removal=keep",
		"mode=chunked chunk_size=64K",
		"mode=chunked chunk_size=1T",
		"mode=chunked chunk_size=1T removal=keep",
		"mode=chunked filter=off",
		"mode=chunked device_ns=1us device_page_ns=100",
		"mode=chunked device_ns=1us wait=sleep inflight=1",
		"mode=adaptive chunk_size=1G",
		"mode=adaptive chunk_size=1G filter=off",
		"mode=adaptive chunk_size=64K",
		"mode=adaptive chunk_size=1T device_ns=1us wait=sleep",
		"mode=global filter=bitmap",
		"mode=global device_ns=1us wait=sleep",
		"mode=whole filter=bitmap",
		"mode=whole device_ns=1us wait=sleep",
		"mode=filtered filter=off device_ns=1us",
		"mode=level chunk_size=1G",
		"mode=level chunk_size=512G",
		"mode=level filter=off",
		"mode=region filter=bitmap",
		"mode=region device_ns=1us",
		"mode=region buffers=3",
		"mode=region buffers=2 devices=2",
		"mode=global devices=3",
		"mode=chunked devices=2 device_ns=1us",
		"mode=chunked backing=shmem",
		"mode=region backing=shmem",
		"mode=whole backing=file",
		"mode=chunked backing=thp",
		"mode=chunked backing=file",
		"mode=chunked backing=cow",
		"mode=global backing=cow",
		"mode=chunked backing=zero",
		"mode=chunked dontfork=no",
		"mode=region dontfork=no",
		"mode=global backing=hugetlb",
		"mode=chunked backing=hugetlb",
		"mode=adaptive backing=hugetlb",
		"mode=region backing=hugetlb",
		"mode=hybrid backing=hugetlb",
		"mode=level backing=hugetlb",
	};

	for (size_t i = 0; workloads[i]; i++) {
		for (size_t j = 0; j < sizeof(lines) / sizeof(lines[0]); j++) {
			char line[256];
			struct error error = {0};
			struct cell cell;

			snprintf(line, sizeof(line),
				 "workload=%s region_size=8M ops=4 warmup=1 %s",
				 workloads[i]->name, lines[j]);
			if (cell_from_line(&cell, line, &error)) {
				printf("# %s: %s\n", line, error.message);
				continue;
			}
			if (!has_backing(&cell))
				printf("# %s: this kernel cannot\n", line);
			else if (mode_is_available(cell.mode))
				all_placements(cell);
		}
	}
}

void suite_matrix(void)
{
	const struct mode_info *mode;
	struct lru_gen before;
	bool ages = !lru_gen_begin(&before);

	for (size_t i = 0; (mode = mode_at(i)); i++)
		for (size_t j = 0;
		     mode_is_available(mode->name) && workloads[j]; j++)
			all_placements(
				test_cell(workloads[j]->name, mode->name));
	if (ages)
		lru_gen_end(&before);
	presets();
	/* Those of the variants; the region has 4 runs. */
	write_if_there(THP_ENABLED, "madvise");
	write_if_there("/proc/sys/vm/nr_hugepages", "4");
	variants();
	write_if_there("/proc/sys/vm/nr_hugepages", "0");
	write_if_there(THP_ENABLED, "never");
}
