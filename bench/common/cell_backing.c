// SPDX-License-Identifier: GPL-2.0-only
/* The rules for what backs the device region of a cell. */
#include "common/cell_backing.h"

#include <inttypes.h>
#include <string.h>

#include "common/timed.h"
#include "workload.h"

static const char *backing_name(const struct cell *cell)
{
	return cell_choice(cell_key_find("backing"), cell->backing);
}

bool cell_has_huge_pages(const struct cell *cell)
{
	return cell->backing == BACKING_THP || cell->backing == BACKING_HUGETLB;
}

uint64_t cell_huge_pages(const struct cell *cell)
{
	uint64_t runs = cell->region_size / cell->region_stride;

	return runs * ((cell->region_run + BLOCK_BYTES - 1) / BLOCK_BYTES);
}

/* The CPU discards what is faulted, and of a huge page only the whole. */
static int check_huge_fault(const struct cell *cell, struct error *error)
{
	const char *timed = timed_at(cell->timed)->name;

	if (strcmp(timed, "fault") != 0 ||
	    cell->pages * PAGE_BYTES % BLOCK_BYTES == 0)
		return 0;
	return error_set_key(error, "pages",
			     "cannot be '%" PRIu64 "' where a fault of backing "
			     "%s is timed; allowed: %lu, a whole huge page",
			     cell->pages, backing_name(cell),
			     BLOCK_BYTES / PAGE_BYTES);
}

/* The same holds for what other processes discard. */
static int check_huge_others(const struct cell *cell, struct error *error)
{
	char run[32];

	if (!cell->others || cell->region_run % BLOCK_BYTES == 0)
		return 0;
	cell_format(cell, cell_key_find("region_run"), run, sizeof(run));
	return error_set_key(error, "region_run",
			     "%s is not a multiple of 2M, which others with "
			     "backing %s need",
			     run, backing_name(cell));
}

/*
 * An operation on the region is one on its huge pages as a whole: those of a
 * few small pages are placed far.
 */
static int check_huge(const struct cell *cell, struct error *error)
{
	char stride[32];

	if (cell->region_stride % BLOCK_BYTES) {
		cell_format(cell, cell_key_find("region_stride"), stride,
			    sizeof(stride));
		return error_set_key(error, "region_stride",
				     "%s is not a multiple of 2M, which "
				     "backing %s needs",
				     stride, backing_name(cell));
	}
	if (check_huge_fault(cell, error) || check_huge_others(cell, error))
		return -1;
	if (strcmp(cell->workload, CELL_IDLE) == 0 ||
	    cell->placement == PLACEMENT_FAR ||
	    workload_find(cell->workload)->everything)
		return 0;
	return error_set_key(error, "backing",
			     "cannot be '%s' where workload %s acts on a part "
			     "of the region; allowed: placement far, or a "
			     "workload that acts on everything",
			     backing_name(cell), cell->workload);
}

/* What an operation or a fault renews is shared with nobody any more. */
static int check_cow(const struct cell *cell, struct error *error)
{
	const char *timed = timed_at(cell->timed)->name;

	if (strcmp(timed, "fault") == 0 || strcmp(timed, "exit") == 0 ||
	    strcmp(timed, "exec") == 0)
		return error_set_key(error, "backing",
				     "cannot be 'cow' where '%s' is timed",
				     timed);
	if (cell->placement != PLACEMENT_OVERLAP)
		return 0;
	if (workload_find(cell->workload)->everything)
		return error_set_key(error, "backing",
				     "cannot be 'cow' with workload %s, which "
				     "replaces the shared pages; allowed: a "
				     "workload that acts elsewhere",
				     cell->workload);
	return error_set_key(error, "backing",
			     "cannot be 'cow' in placement overlap, where the "
			     "operations replace the shared pages; allowed: "
			     "placement far or same-chunk");
}

static int check_fork(const struct cell *cell, struct error *error)
{
	if (cell->dontfork || cell->backing == BACKING_ANONYMOUS ||
	    cell->backing == BACKING_THP || cell->backing == BACKING_COW)
		return 0;
	return error_set_key(error, "dontfork",
			     "cannot be 'no' with backing %s; allowed: yes, or "
			     "backing anonymous, thp or cow",
			     backing_name(cell));
}

int cell_check_backing(const struct cell *cell, struct error *error)
{
	if (cell_has_huge_pages(cell) && check_huge(cell, error))
		return -1;
	if (check_fork(cell, error))
		return -1;
	if (cell->backing == BACKING_COW)
		return check_cow(cell, error);
	return 0;
}
