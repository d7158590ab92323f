// SPDX-License-Identifier: GPL-2.0-only
/*
 * The values of each kind of timed cells. A kind that is not listed has the
 * last list.
 */
#include "print/timed_values.h"

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define AT(field)    offsetof(struct cell_stats, field)

#define FIRST_MEANING  "of the process: it readies the mm"
#define CHUNKS_MEANING "interval notifiers when the region is mapped"
#define BYTES_MEANING \
	"kernel memory that the device holds then, its page table too"

static const struct timed_value fault_values[] = {
	{"p50", AT(p50), FORM_UNITS, NULL},
	{"p99", AT(p99), FORM_UNITS, NULL},
	{"max", AT(max), FORM_UNITS, NULL},
	{"p50/page", AT(per_page), FORM_UNITS,
	 "p50 for each page of the fault"},
	{"mapping/page", AT(map_per_page), FORM_UNITS,
	 "the same without what the call takes when all is mapped"},
	{"collisions", AT(collisions_per_op), FORM_RATE,
	 "attempts that an invalidation made void, per operation"},
	{"gave up", AT(gave_up_per_op), FORM_RATE,
	 "faults that ended at the bound on retries, per operation"},
};

static const struct timed_value attach_values[] = {
	{"p50", AT(p50), FORM_UNITS, NULL},
	{"max", AT(max), FORM_UNITS, NULL},
	{"over none", AT(over_none), FORM_UNITS, "p50 over that of `none`"},
	{"first attach", AT(attach), FORM_UNITS, FIRST_MEANING},
};

static const struct timed_value first_values[] = {
	{"p50", AT(p50), FORM_UNITS, NULL},
	{"max", AT(max), FORM_UNITS, NULL},
	{"first fault", AT(first_map), FORM_UNITS, FIRST_MEANING},
	{"chunks", AT(chunks_now), FORM_UNITS, CHUNKS_MEANING},
	{"bytes", AT(bytes), FORM_UNITS, BYTES_MEANING},
	{"bytes/chunk", AT(bytes_per_chunk), FORM_UNITS, NULL},
};

static const struct timed_value other_values[] = {
	{"p50", AT(p50), FORM_UNITS, NULL},
	{"over none", AT(over_none), FORM_UNITS, "p50 over that of `none`"},
	{"p50/chunk", AT(p50_per_chunk), FORM_UNITS, NULL},
	{"chunks", AT(chunks_now), FORM_UNITS, CHUNKS_MEANING},
	{"bytes", AT(bytes), FORM_UNITS, BYTES_MEANING},
	{"bytes/chunk", AT(bytes_per_chunk), FORM_UNITS, NULL},
};

static const struct {
	const char *timed; /* NULL: any other */
	const struct timed_value *values;
	size_t count;
} kinds[] = {
	{"fault", fault_values, COUNT(fault_values)},
	{"attach", attach_values, COUNT(attach_values)},
	{"first-fault", first_values, COUNT(first_values)},
	{NULL, other_values, COUNT(other_values)},
};

double timed_number(const struct result_cell *cell,
		    const struct timed_value *value)
{
	return *(const double *)((const char *)&cell->stats + value->offset);
}

bool timed_has_decimals(const struct timed_value *value, double number)
{
	return value->form == FORM_RATE && number < 100;
}

static bool is_used(const struct view *view, const struct timed_value *value)
{
	for (size_t i = 0; i < view->count; i++)
		if (!isnan(timed_number(view->cells[i].cell, value)))
			return true;
	return false;
}

void timed_kind_make(struct timed_kind *kind, const struct view *view)
{
	const struct cell_key *timed = cell_key_find("timed");
	size_t k = 0;

	kind->name = timed->choices[view->timed];
	kind->count = 0;
	while (kinds[k].timed && strcmp(kinds[k].timed, kind->name) != 0)
		k++;
	for (size_t i = 0; i < kinds[k].count; i++)
		if (is_used(view, &kinds[k].values[i]))
			kind->values[kind->count++] = &kinds[k].values[i];
}
