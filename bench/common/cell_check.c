// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules for the keys of any cell; common/timed_NAME.c has those of a kind.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/cell.h"
#include "common/cell_backing.h"
#include "common/cell_check.h"
#include "common/modes.h"
#include "common/timed.h"
#include "common/units.h"
#include "workload.h"

#define VALUE_TEXT_MAX CELL_SET_TEXT_MAX

/* What placement same-chunk needs of a stride and of a chunk. */
#define SAME_CHUNK_SPAN (64 * KiB)

static const char *format(const struct cell *cell, const char *name,
			  char text[VALUE_TEXT_MAX])
{
	cell_format(cell, cell_key_find(name), text, VALUE_TEXT_MAX);
	return text;
}

static int check_timed(const struct cell *cell, struct error *error)
{
	const struct timed_kind *kind = timed_at(cell->timed);

	if (cell->threads && strcmp(cell->workload, CELL_IDLE) == 0)
		return error_set_key(error, "workload",
				     CELL_IDLE " has no threads; allowed: "
					       "threads = 0");
	if (!cell_mode_can(cell))
		return error_set_key(error, "timed",
				     "'%s' needs %s, not mode %s", kind->name,
				     kind->mode_needs, cell->mode);
	if (cell->module == MODULE_ABSENT &&
	    kind->application != APPLICATION_TIMED)
		return error_set_key(error, "module",
				     "cannot be 'absent' where an action of "
				     "the device is timed; allowed: loaded");
	if (cell->others && cell_other_threads(cell))
		return error_set_key(error, "threads",
				     "cannot be '%" PRIu64
				     "' beside other processes; allowed: no "
				     "thread but the timed one",
				     cell->threads);
	if (kind->one_device && cell->devices > 1)
		return error_set_key(error, "devices",
				     "cannot be '%" PRIu64
				     "' where '%s' is timed; allowed: 1",
				     cell->devices, kind->name);
	return kind->check ? kind->check(cell, error) : 0;
}

static int check_chunk_size(const struct cell *cell, struct error *error)
{
	const struct mode_info *mode = mode_find(cell->mode);
	char text[VALUE_TEXT_MAX];

	if (!mode_has_chunks(mode) ||
	    mode_takes_chunk_size(mode, cell->chunk_size))
		return 0;
	return error_set_key(error, "chunk_size",
			     "cannot be '%s' in mode %s; allowed: 2M, 1G, 512G",
			     format(cell, "chunk_size", text), cell->mode);
}

/* "region_run 3M is larger than region_stride 2M" and the like. */
static int refuse_pair(struct error *error, const struct cell *cell,
		       const char *a, const char *relation, const char *b)
{
	char x[VALUE_TEXT_MAX], y[VALUE_TEXT_MAX];

	return error_set_key(error, a, "%s %s %s %s", format(cell, a, x),
			     relation, b, format(cell, b, y));
}

static int check_region(const struct cell *cell, struct error *error)
{
	static const char *const keys[] = {"region_size", "region_stride",
					   "region_run"};
	char text[VALUE_TEXT_MAX];

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (cell_number(cell, cell_key_find(keys[i])) % PAGE_BYTES)
			return error_set_key(error, keys[i],
					     "%s is not a multiple of 4K",
					     format(cell, keys[i], text));
	if (cell->region_run > cell->region_stride)
		return refuse_pair(error, cell, "region_run", "is larger than",
				   "region_stride");
	if (cell->region_size % cell->region_stride)
		return refuse_pair(error, cell, "region_size",
				   "is not a multiple of", "region_stride");
	return 0;
}

/* "placement overlap needs a region_run of at least 32K, not region_run 16K" */
static int refuse_placement(const struct cell *cell, const char *name,
			    const char *need, struct error *error)
{
	char placement[VALUE_TEXT_MAX], value[VALUE_TEXT_MAX];

	return error_set_key(error, "placement", "%s needs %s, not %s %s",
			     format(cell, "placement", placement), need, name,
			     format(cell, name, value));
}

static int check_same_chunk(const struct cell *cell, struct error *error)
{
	if (cell->region_run > CELL_SAME_CHUNK_OFFSET)
		return refuse_placement(cell, "region_run",
					"a region_run of at most 32K", error);
	if (cell->region_stride < SAME_CHUNK_SPAN)
		return refuse_placement(cell, "region_stride",
					"a region_stride of at least 64K",
					error);
	if (cell->chunk_size && cell->chunk_size < SAME_CHUNK_SPAN)
		return refuse_placement(cell, "chunk_size",
					"a chunk_size of at least 64K", error);
	return 0;
}

static int check_overlap(const struct cell *cell, struct error *error)
{
	uint64_t bytes = cell->pages * PAGE_BYTES;
	char need[64];

	if (bytes <= cell->region_run)
		return 0;
	snprintf(need, sizeof(need),
		 "a region_run of at least %" PRIu64 "K (pages %" PRIu64 ")",
		 bytes / KiB, cell->pages);
	return refuse_placement(cell, "region_run", need, error);
}

/* The area of the workload must lie inside the region on which it acts. */
static int check_area(const struct cell *cell, struct error *error)
{
	const struct workload *workload = workload_find(cell->workload);
	uint64_t offset = cell->placement == PLACEMENT_SAME_CHUNK
				  ? CELL_SAME_CHUNK_OFFSET
				  : 0;
	uint64_t bytes = cell_activity_pages(cell) * PAGE_BYTES;
	uint64_t need = workload->margin_before;
	char text[UNITS_TEXT_MAX], region[UNITS_TEXT_MAX];

	if (need || workload->margin_behind)
		need += workload_area_behind(workload, offset, bytes);
	else
		need = offset + bytes;
	if (need <= cell->region_size)
		return 0;
	units_format(need, size_units, text, sizeof(text));
	units_format(cell->region_size, size_units, region, sizeof(region));
	return error_set_key(error, "workload",
			     "%s inside the device region needs a region_size "
			     "of at least %s, not %s",
			     cell->workload, text, region);
}

static int check_placement(const struct cell *cell, struct error *error)
{
	int ret;

	if (cell->placement == PLACEMENT_FAR)
		return 0;
	ret = cell->placement == PLACEMENT_SAME_CHUNK
		      ? check_same_chunk(cell, error)
		      : check_overlap(cell, error);
	return ret ? ret : check_area(cell, error);
}

int cell_check(const struct cell *cell, struct error *error)
{
	if (check_chunk_size(cell, error) || check_region(cell, error) ||
	    check_timed(cell, error) || cell_check_pin(cell, error) ||
	    cell_check_policy(cell, error) || cell_check_latency(cell, error) ||
	    cell_check_backing(cell, error) ||
	    cell_check_workload(cell, error) || cell_check_nodes(cell, error))
		return -1;
	return check_placement(cell, error);
}
