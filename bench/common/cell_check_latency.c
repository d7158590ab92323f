// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules for latencies: one that no timed operation can contain would do
 * nothing, so it is refused.
 */
#include <string.h>

#include "common/cell.h"
#include "common/cell_check.h"
#include "common/text.h"
#include "common/timed.h"

static const struct {
	const char *key;
	unsigned int part; /* TIMED_*: of the operation that takes so long */
	const char *what;
} latencies[] = {
	{"device_ns", TIMED_INVALIDATES, "an invalidation"},
	{"device_page_ns", TIMED_INVALIDATES, "an invalidation"},
	{"fault_ns", TIMED_FAULTS, "a device fault"},
	{"map_page_ns", TIMED_FAULTS, "a device fault"},
	{"register_ns", TIMED_REGISTERS, "a registration"},
	{"register_page_ns", TIMED_REGISTERS, "a registration"},
};

/*
 * What an operation of that kind would contain in the cell. Another thread's
 * workload invalidates while a fault is timed, and other processes do so
 * whatever is timed.
 */
static unsigned int parts_of(const struct cell *cell,
			     const struct timed_kind *kind)
{
	unsigned int parts = kind->parts;

	if (cell->others ||
	    (kind->application == APPLICATION_OPTIONAL && cell->threads > 0) ||
	    parts & (cell->pin ? TIMED_UNPINS : TIMED_CALLBACKS))
		parts |= TIMED_INVALIDATES;
	return parts;
}

/* Why the cell's kind has not a part that it has in other cells. */
static const char *condition(const struct cell *cell)
{
	const struct timed_kind *kind = timed_at(cell->timed);

	if (kind->application == APPLICATION_OPTIONAL && !cell->threads)
		return " with threads 0";
	if (cell->pin)
		return " with pin yes";
	if (kind->parts & TIMED_UNPINS && cell->buffers)
		return " with pin no";
	return "";
}

static int refuse(const struct cell *cell, size_t latency, struct error *error)
{
	const struct cell_key *key = cell_key_find(latencies[latency].key);
	char value[CELL_SET_TEXT_MAX], kinds[128];
	const struct timed_kind *kind;
	const char *between = "";
	struct text text;

	text_begin(&text, kinds, sizeof(kinds));
	for (size_t i = 0; (kind = timed_at(i)); i++) {
		if (!(parts_of(cell, kind) & latencies[latency].part))
			continue;
		text_append(&text, "%s%s", between, kind->name);
		between = ", ";
	}
	cell_format(cell, key, value, sizeof(value));
	return error_set_key(error, key->name,
			     "cannot be '%s': timed %s%s contains no part of "
			     "%s; allowed: 0, or timed %s",
			     value, timed_at(cell->timed)->name,
			     condition(cell), latencies[latency].what, kinds);
}

int cell_check_latency(const struct cell *cell, struct error *error)
{
	unsigned int parts = parts_of(cell, timed_at(cell->timed));

	for (size_t i = 0; i < sizeof(latencies) / sizeof(latencies[0]); i++) {
		const struct cell_key *key = cell_key_find(latencies[i].key);

		if (cell_number(cell, key) && !(parts & latencies[i].part))
			return refuse(cell, i, error);
	}
	return 0;
}
