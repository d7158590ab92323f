// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules for pinned buffers. They have no notifier, so no callback and none
 * of what a driver does in one; and the device holds all of their pages.
 */
#include <inttypes.h>

#include "common/cell_check.h"
#include "common/text.h"
#include "common/timed.h"
#include "mnbench_abi.h"

static int refuse(const struct cell *cell, const char *name, const char *why,
		  const char *allowed, struct error *error)
{
	char value[CELL_SET_TEXT_MAX];

	cell_format(cell, cell_key_find(name), value, sizeof(value));
	return error_set_key(error, name,
			     "cannot be '%s' with pin yes: %s; allowed: %s",
			     value, why, allowed);
}

static int refuse_timed(const struct cell *cell, struct error *error)
{
	const struct timed_kind *kind;
	const char *between = "";
	char kinds[128];
	struct text text;

	text_begin(&text, kinds, sizeof(kinds));
	for (size_t i = 0; (kind = timed_at(i)); i++) {
		if (kind->parts & TIMED_FAULTS)
			continue;
		text_append(&text, "%s%s", between, kind->name);
		between = ", ";
	}
	return refuse(cell, "timed",
		      "the device never faults, because it holds all pages",
		      kinds, error);
}

/* What belongs to a callback must be as in a cell that does not mention it. */
static int check_callbacks(const struct cell *cell, struct error *error)
{
	static const struct {
		const char *key;
		uint64_t value;
		const char *allowed;
	} only[] = {
		{"filter", MNBENCH_FILTER_OFF, "off"},
		{"lock", MNBENCH_LOCK_SPINLOCK, "spinlock"},
		{"lock_scope", MNBENCH_SCOPE_MM, "mm"},
		{"wait_in", MNBENCH_WAIT_OUTSIDE, "outside"},
		{"nonblock", MNBENCH_NONBLOCK_SPIN, "spin"},
		{"others", 0, "0"},
	};
	const struct cell_key *events = cell_key_find("events");

	for (size_t i = 0; i < sizeof(only) / sizeof(only[0]); i++)
		if (cell_number(cell, cell_key_find(only[i].key)) !=
		    only[i].value)
			return refuse(cell, only[i].key,
				      "its buffers have no callbacks",
				      only[i].allowed, error);
	if (cell->events != cell_set_mask(events))
		return refuse(cell, "events", "its buffers have no callbacks",
			      "all", error);
	return 0;
}

/* The device gets pages for writing, so these would be replaced. */
static int check_backing(const struct cell *cell, struct error *error)
{
	if (cell->backing != BACKING_ZERO && cell->backing != BACKING_FILE &&
	    cell->backing != BACKING_COW)
		return 0;
	return refuse(cell, "backing",
		      "pinning for writing replaces such pages",
		      "anonymous, shmem, thp, hugetlb", error);
}

int cell_check_pin(const struct cell *cell, struct error *error)
{
	if (!cell->pin)
		return 0;
	if (cell->buffers > 1)
		return refuse(cell, "buffers", "these must not overlap", "1",
			      error);
	if (timed_at(cell->timed)->parts & TIMED_FAULTS)
		return refuse_timed(cell, error);
	if (check_callbacks(cell, error))
		return -1;
	return check_backing(cell, error);
}
