// SPDX-License-Identifier: GPL-2.0-only
/* Estimating the memory that a guest needs for a cell. */
#include "adaptive_policy.h"
#include "common/address_space.h"
#include "common/cell.h"
#include "common/cell_activity.h"
#include "common/cell_backing.h"
#include "common/modes.h"
#include "common/units.h"
#include "mnbench_abi.h"
#include "workload.h"

/* The kernel with its caches, the agent's program, and some room. */
#define BASE_MB 128

/*
 * A page of 1 GiB must begin at a multiple of its size. Of the first 3 GiB, of
 * which the rest of the guest has most, one is free; of the memory behind them
 * the last one is not.
 */
#define AROUND_GIB_PAGES (3 * GiB)

/* Bytes that each needs beyond its page, rounded up. */
#define VMA_BYTES           512 /* struct vm_area_struct, anon_vma, tree node */
#define PTE_BYTES           16
#define INTERVAL_BYTES      256 /* an interval notifier, its chunk or buffer */
#define DEVICE_TABLE_BYTES  640 /* a page table of the device */
#define ORACLE_PAGE_BYTES   11  /* the agent's oracle, for each device page */
#define THREAD_BYTES        (64 * KiB)  /* stacks, page tables, pages */
#define PROCESS_BYTES       (512 * KiB) /* its program, stacks, page tables */
#define ACTIVITY_PAGE_BYTES 64          /* what a workload keeps for a page */
#define COMMAND_BYTES       64 /* the agent's MAP command, for each run */
#define LIST_BYTES          8  /* a page in a list of those of a notifier */

/* The largest block of physical memory that kvmalloc() tries to get. */
#define KMALLOC_MAX (4 * MiB)

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
	const struct address_space *space =
		address_space_at(cell->address_space);
	uint64_t bytes = cell->vmas * (PAGE_BYTES + PTE_BYTES + VMA_BYTES);

	/* A page of each VMA, its page table, and that of a child. */
	if (space)
		bytes += space->count * (3 * PAGE_BYTES + VMA_BYTES);
	return bytes;
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

/* What kvmalloc() takes: a power of two if it is small, else whole pages. */
static uint64_t allocated(uint64_t bytes)
{
	uint64_t size = INTERVAL_BYTES;

	if (!bytes || bytes > KMALLOC_MAX)
		return (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
	while (size < bytes)
		size *= 2;
	return size;
}

/* What the driver keeps for one notifier that spans so many pages. */
static uint64_t kept_bytes(const struct cell *cell, uint64_t pages)
{
	uint64_t bytes = cell->chunk_bytes + cell->page_bytes * pages;

	if (bytes)
		bytes = allocated(bytes + INTERVAL_BYTES);
	if (cell->filter == MNBENCH_FILTER_SCAN || cell->pin)
		bytes += allocated(pages * LIST_BYTES);
	return bytes;
}

/* The most chunks of that size that hold device pages. */
static uint64_t count_chunks(const struct cell *cell, uint64_t size)
{
	uint64_t all = cell->region_size / size + 1;
	/* One that begins inside a chunk may end in one more. */
	uint64_t of_run = (cell->region_run + size - 1) / size +
			  (cell->region_stride % size != 0);
	uint64_t of_runs = count_runs(cell) * of_run;

	return all < of_runs ? all : of_runs;
}

/*
 * Of the chunks. What is kept counts twice, because a chunk that was emptied
 * may still wait for its removal when another one takes its place. Chunks that
 * are split keep as much for their pages together as before, but each its own
 * share of what does not depend on these.
 */
static uint64_t chunks_bytes(const struct cell *cell,
			     const struct mode_info *mode)
{
	uint64_t size = cell->chunk_size, chunks = count_chunks(cell, size);
	uint64_t bytes = chunks * (INTERVAL_BYTES +
				   2 * kept_bytes(cell, size / PAGE_BYTES));

	if (mode->coverage == MODE_COVERS_ADAPTIVE && cell->chunk_bytes &&
	    size > ADAPTIVE_CHUNK_MIN)
		bytes += 2 * (count_chunks(cell, ADAPTIVE_CHUNK_MIN) - chunks) *
			 allocated(cell->chunk_bytes + INTERVAL_BYTES);
	return bytes;
}

/* Of one device: its notifiers, and what the driver keeps for them. */
static uint64_t notifier_bytes(const struct cell *cell)
{
	const struct mode_info *mode = mode_find(cell->mode);
	uint64_t buffers = count_runs(cell) * cell->buffers;

	if (mode_has_chunks(mode))
		return chunks_bytes(cell, mode);
	if (mode->coverage == MODE_COVERS_BUFFERS)
		return buffers *
		       (INTERVAL_BYTES +
			kept_bytes(cell, cell->region_run / PAGE_BYTES));
	return kept_bytes(cell, 0);
}

/* Of one process. */
static uint64_t process_bytes(const struct cell *cell)
{
	uint64_t tables = count_tables(cell);
	uint64_t bytes =
		tables * PAGE_BYTES + agent_bytes(cell) + vma_bytes(cell);

	/* Of each thread: they may have to be copied, or be elsewhere. */
	if (cell->page_size == PAGE_SIZE_1G)
		bytes += AROUND_GIB_PAGES + cell_activity_pool(cell) * GiB;
	else if (cell->threads)
		bytes += cell->threads * cell_activity_pages(cell) *
			 (2 * PAGE_BYTES + ACTIVITY_PAGE_BYTES);
	if (cell->threads > 1)
		bytes += (cell->threads - 1) * THREAD_BYTES;
	if (cell_has_huge_pages(cell))
		bytes += cell_huge_pages(cell) * BLOCK_BYTES;
	else if (cell->backing != BACKING_ZERO)
		bytes += count_runs(cell) * cell->region_run;
	if (cell->inflight) /* the mode has a device */
		bytes += cell->devices *
			 (tables * (PAGE_BYTES + DEVICE_TABLE_BYTES) +
			  notifier_bytes(cell));
	return bytes;
}

/* A guest with two NUMA nodes has half of its memory on each. */
uint64_t cell_memory_mb(const struct cell *cell)
{
	/* Not in bytes, of which others may have more than fit. */
	uint64_t kib = (process_bytes(cell) + KiB - 1) / KiB;

	if (cell->others)
		kib += cell->others * (kib + PROCESS_BYTES / KiB);
	if (cell_has_nodes(cell))
		kib *= 2;
	return BASE_MB + (kib + MiB / KiB - 1) / (MiB / KiB);
}
