// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: every mode with the workloads of every plan, in every placement;
 * presets, and the variants of a mode.
 */
#include <stdio.h>
#include <unistd.h>

#include "cell_test.h"
#include "common/modes.h"
#include "common/presets.h"
#include "facilities.h"
#include "ktap.h"
#include "suites.h"

#define SUITE     "matrix"
#define DEVICE_NS 1000 /* of presets: each waits as its driver does */

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
		test_cell_of(SUITE, &cell);
	else
		printf("# %s: %s\n", preset->name, error.message);
}

static void presets(void)
{
	const struct preset *preset;

	for (size_t i = 0; (preset = preset_at(i)); i++) {
		for (size_t j = 0; workloads[j]; j++) {
			if (workloads[j]->ages || !is_in_matrix(workloads[j]))
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
		if (!is_in_matrix(workloads[i]))
			continue;
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
				test_placements(SUITE, cell);
		}
	}
}

void suite_matrix(void)
{
	const struct mode_info *mode;

	for (size_t i = 0; (mode = mode_at(i)); i++)
		for (size_t j = 0; workloads[j]; j++)
			if (mode_is_available(mode->name) &&
			    is_in_matrix(workloads[j]))
				test_placements(SUITE,
						test_cell(workloads[j]->name,
							  mode->name));
	presets();
	/* Those of the variants; the region has 4 runs. */
	write_if_there(THP_ENABLED, "madvise");
	write_if_there("/proc/sys/vm/nr_hugepages", "4");
	variants();
	write_if_there("/proc/sys/vm/nr_hugepages", "0");
	write_if_there(THP_ENABLED, "never");
}
