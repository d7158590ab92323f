// SPDX-License-Identifier: GPL-2.0-only
/* A history as JSON. */
#include "print/history_json.h"

#include "print/json.h"

static json_t *cell_json(const struct history *h,
			 const struct cell_history *cell)
{
	json_t *values = json_array(), *changes = json_array();
	char text[256];

	cell_describe(&cell->cell->cell, text, sizeof(text));
	for (size_t r = 0; r < h->run_count; r++)
		json_array_append_new(values,
				      json_number_or_null(cell->value[r]));
	for (size_t k = 0; k < cell->change_count; k++) {
		const struct history_change *change = &cell->changes[k];

		json_array_append_new(
			changes,
			json_pack("{s:I, s:o, s:o, s:o, s:s?}", "run",
				  (json_int_t)change->run, "before",
				  json_number_or_null(change->before), "after",
				  json_number_or_null(change->after), "p",
				  json_number_or_null(change->p), "note",
				  change->note));
	}
	return json_pack("{s:s, s:O, s:o, s:o, s:b}", "cell", text, "keys",
			 json_object_get(cell->cell->keys, "cell"), "p50",
			 values, "changes", changes, "drifts", cell->drifts);
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
	return json_pack("{s:s, s:s, s:s, s:f, s:f, s:o, s:o}", "schema",
			 "mnbench-history/1", "venue", h->runs[0].run->venue,
			 "by", h->options.by, "threshold", h->options.threshold,
			 "level", h->options.level, "runs", runs, "cells",
			 cells);
}
