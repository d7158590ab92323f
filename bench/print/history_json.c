// SPDX-License-Identifier: GPL-2.0-only
/* A history as JSON. */
#include "print/history_json.h"

#include "print/json.h"

static json_t *values_json(const struct history *h, const double *value)
{
	json_t *values = json_array();

	for (size_t r = 0; value && r < h->run_count; r++)
		json_array_append_new(values, json_number_or_null(value[r]));
	return values;
}

static json_t *changes_json(const struct cell_history *cell)
{
	json_t *changes = json_array();

	for (size_t k = 0; k < cell->change_count; k++) {
		const struct history_change *change = &cell->changes[k];

		json_array_append_new(
			changes,
			json_pack("{s:I, s:o, s:o, s:o, s:s?, s:b}", "run",
				  (json_int_t)change->run, "before",
				  json_number_or_null(change->before), "after",
				  json_number_or_null(change->after), "p",
				  json_number_or_null(change->p), "note",
				  change->note, "moved", change->moved));
	}
	return changes;
}

static json_t *cell_json(const struct history *h,
			 const struct cell_history *cell)
{
	char text[256];

	cell_describe(&cell->cell->cell, text, sizeof(text));
	return json_pack("{s:s, s:O, s:o, s:o, s:b, s:b, s:I, s:I}", "cell",
			 text, "keys",
			 json_object_get(cell->cell->keys, "cell"), "p50",
			 values_json(h, cell->value), "changes",
			 changes_json(cell), "drifts", cell->drifts, "wanders",
			 cell->wanders, "failed", (json_int_t)cell->failed,
			 "zeros", (json_int_t)cell->zeros);
}

/* null: the machine is not told from the cells. */
static json_t *machine_json(const struct history *h)
{
	if (!h->machine.value)
		return json_null();
	return json_pack("{s:o, s:o, s:b, s:b}", "level",
			 values_json(h, h->machine.value), "changes",
			 changes_json(&h->machine), "drifts", h->machine.drifts,
			 "wanders", h->machine.wanders);
}

json_t *history_json(const struct history *h)
{
	json_t *runs = json_array(), *cells = json_array();

	for (size_t r = 0; r < h->run_count; r++)
		json_array_append_new(runs,
				      json_pack("{s:s, s:s, s:s}", "path",
						h->runs[r].run->path, "key",
						h->runs[r].key, "kernel",
						h->runs[r].run->kernel));
	for (size_t i = 0; i < h->count; i++)
		json_array_append_new(cells, cell_json(h, &h->cells[i]));
	return json_pack("{s:s, s:s, s:s, s:f, s:f, s:o, s:o, s:o}", "schema",
			 "mnbench-history/1", "venue", h->runs[0].run->venue,
			 "by", h->options.by, "threshold", h->options.threshold,
			 "level", h->options.level, "runs", runs, "machine",
			 machine_json(h), "cells", cells);
}
