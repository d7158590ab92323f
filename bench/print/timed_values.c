// SPDX-License-Identifier: GPL-2.0-only
/* The values that tables show of cells whose device is timed. */
#include "print/timed_values.h"

#include <math.h>

#define AT(field) offsetof(struct cell_stats, field)

#define FIRST_MEANING  "of the process: it readies the mm"
#define CHUNKS_MEANING "interval notifiers when the region is mapped"
#define BYTES_MEANING \
	"kernel memory that the device holds then, its page table too"

static const struct value_column values[VALUE_COUNT] = {
	[VALUE_P50] = {VALUE_P50, "p50", AT(p50), FORM_UNITS, false, NULL},
	[VALUE_P99] = {VALUE_P99, "p99", AT(p99), FORM_UNITS, false, NULL},
	[VALUE_MAX] = {VALUE_MAX, "max", AT(max), FORM_UNITS, false, NULL},
	[VALUE_OVER_NONE] = {VALUE_OVER_NONE, "over none", AT(over_none),
			     FORM_UNITS, false, "p50 over that of `none`"},
	[VALUE_P50_PER_PAGE] = {VALUE_P50_PER_PAGE, "p50/page", AT(per_page),
				FORM_UNITS, false,
				"p50 for each page of the fault"},
	[VALUE_MAPPING_PER_PAGE] = {VALUE_MAPPING_PER_PAGE, "mapping/page",
				    AT(map_per_page), FORM_UNITS, false,
				    "the same without what the call takes "
				    "when all is mapped"},
	[VALUE_COLLISIONS] = {VALUE_COLLISIONS, "collisions",
			      AT(collisions_per_op), FORM_RATE, false,
			      "attempts that an invalidation made void, per "
			      "operation"},
	[VALUE_GAVE_UP] = {VALUE_GAVE_UP, "gave up", AT(gave_up_per_op),
			   FORM_RATE, false,
			   "faults that ended at the bound on retries, per "
			   "operation"},
	[VALUE_FIRST_ATTACH] = {VALUE_FIRST_ATTACH, "first attach", AT(attach),
				FORM_UNITS, false, FIRST_MEANING},
	[VALUE_FIRST_FAULT] = {VALUE_FIRST_FAULT, "first fault", AT(first_map),
			       FORM_UNITS, false, FIRST_MEANING},
	[VALUE_P50_PER_CHUNK] = {VALUE_P50_PER_CHUNK, "p50/chunk",
				 AT(p50_per_chunk), FORM_UNITS, false, NULL},
	[VALUE_CHUNKS] = {VALUE_CHUNKS, "chunks", AT(chunks_now), FORM_UNITS,
			  true, CHUNKS_MEANING},
	[VALUE_BYTES] = {VALUE_BYTES, "bytes", AT(bytes), FORM_UNITS, true,
			 BYTES_MEANING},
	[VALUE_BYTES_PER_CHUNK] = {VALUE_BYTES_PER_CHUNK, "bytes/chunk",
				   AT(bytes_per_chunk), FORM_UNITS, true, NULL},
	[VALUE_OPERATION] = {VALUE_OPERATION, "operation", AT(operation),
			     FORM_UNITS, false, "its part of p50"},
	[VALUE_REFAULT] = {VALUE_REFAULT, "refault", AT(refault), FORM_UNITS,
			   false,
			   "the part of the faults that bring back what the "
			   "device lost"},
	[VALUE_STOPPED] = {VALUE_STOPPED, "stopped", AT(stopped_per_op),
			   FORM_UNITS, false,
			   "time in which the device worked on invalidations, "
			   "per operation"},
	[VALUE_NONBLOCK] = {VALUE_NONBLOCK, "nonblock", AT(nonblock_per_op),
			    FORM_RATE, false,
			    "callbacks that must not sleep and did not fail, "
			    "per operation"},
	[VALUE_FAILED] = {VALUE_FAILED, "failed", AT(failed_per_op), FORM_RATE,
			  false,
			  "VMAs that the reaper passed over, because a "
			  "callback failed, per operation"},
};

double timed_number(const struct result_cell *cell,
		    const struct value_column *value)
{
	return *(const double *)((const char *)&cell->stats + value->offset);
}

bool timed_has_decimals(const struct value_column *value, double number)
{
	return value->form == FORM_RATE && number < 100;
}

/* A device that was never stopped needs no column that says so. */
static bool is_shown(const struct value_column *value, double number)
{
	return value->id == VALUE_STOPPED ? number > 0 : !isnan(number);
}

static bool is_used(const struct view *view, const struct value_column *value)
{
	for (size_t i = 0; i < view->count; i++)
		if (is_shown(value, timed_number(view->cells[i].cell, value)))
			return true;
	return false;
}

void timed_columns_make(struct timed_columns *kind, const struct view *view)
{
	const struct timed_kind *timed = timed_at(view->timed);

	kind->name = timed->name;
	kind->count = 0;
	for (size_t i = 0; timed->values[i] != VALUE_END; i++)
		if (is_used(view, &values[timed->values[i]]))
			kind->values[kind->count++] = &values[timed->values[i]];
}
