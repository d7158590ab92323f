// SPDX-License-Identifier: GPL-2.0-only
/* Estimating the memory that a guest needs for a cell. */
#include "common/cell.h"
#include "common/cell_backing.h"
#include "common/modes.h"
#include "common/units.h"
#include "workload.h"

/* The kernel with its caches, the agent's program, and some room. */
#define BASE_MB 128

/* Bytes that each needs beyond its page, rounded up. */
#define VMA_BYTES          512 /* struct vm_area_struct, anon_vma, tree node */
#define PTE_BYTES          16
#define INTERVAL_BYTES     256 /* an interval notifier, its chunk or buffer */
#define DEVICE_TABLE_BYTES 640 /* a page table of the device */
#define ORACLE_PAGE_BYTES  11  /* the agent's oracle, for each device page */
#define THREAD_BYTES       (64 * KiB)  /* stacks, page tables, pages */
#define PROCESS_BYTES      (512 * KiB) /* its program, stacks, page tables */
#define COMMAND_BYTES      64 /* the agent's MAP command, for each run */

static uint64_t count_runs(const struct cell *cell)
{
	return cell->region_size / cell->region_stride;
}

static uint64_t agent_bytes(const struct cell *cell)
{
	uint64_t runs = count_runs(cell);
	uint64_t pages = runs * (cell->region_run / PAGE_BYTES);

	/* Runs of one page share a command. */
	return pages * ORACLE_PAGE_BYTES +
	       (pages > runs ? runs * COMMAND_BYTES : 0);
}

static uint64_t vma_bytes(const struct cell *cell)
{
	return cell->vmas * (PAGE_BYTES + PTE_BYTES + VMA_BYTES);
}

/*
 * Page tables of all levels. One of the lowest level maps 2 MiB, one of each
 * next level 512 times as much; runs that are close to each other share tables.
 */
static uint64_t count_tables(const struct cell *cell)
{
	uint64_t runs = count_runs(cell);
	uint64_t tables = 0;

	for (uint64_t span = 2 * MiB; span <= 512 * GiB; span *= 512) {
		uint64_t all = (cell->region_size + span - 1) / span;
		uint64_t of_runs =
			runs * ((cell->region_run + span - 1) / span);

		tables += all < of_runs ? all : of_runs;
	}
	return tables;
}

static uint64_t interval_bytes(const struct cell *cell)
{
	uint64_t runs = count_runs(cell), intervals = 0;

	if (cell->chunk_size) {
		intervals = cell->region_size / cell->chunk_size + 1;
		if (intervals > runs)
			intervals = runs;
	}
	if (mode_find(cell->mode)->coverage == MODE_COVERS_BUFFERS)
		intervals += runs * cell->buffers;
	return intervals * INTERVAL_BYTES * (cell->devices ? cell->devices : 1);
}

/* Of one process. */
static uint64_t process_bytes(const struct cell *cell)
{
	uint64_t tables = count_tables(cell);
	uint64_t bytes = tables * PAGE_BYTES + agent_bytes(cell) +
			 vma_bytes(cell) + interval_bytes(cell);

	if (cell->threads > 1)
		bytes += (cell->threads - 1) * THREAD_BYTES;
	if (cell_has_huge_pages(cell))
		bytes += cell_huge_pages(cell) * BLOCK_BYTES;
	else if (cell->backing != BACKING_ZERO)
		bytes += count_runs(cell) * cell->region_run;
	if (cell->inflight) /* the mode has a device */
		bytes += cell->devices * tables *
			 (PAGE_BYTES + DEVICE_TABLE_BYTES);
	return bytes;
}

uint64_t cell_memory_mb(const struct cell *cell)
{
	uint64_t bytes = process_bytes(cell);

	if (cell->others)
		bytes += cell->others * (bytes + PROCESS_BYTES);
	return BASE_MB + (bytes + MiB - 1) / MiB;
}
