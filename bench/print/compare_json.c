// SPDX-License-Identifier: GPL-2.0-only
/* A comparison as JSON. */
#include "print/compare_json.h"

#include "print/compare_label.h"
#include "print/json.h"

static json_t *counters_json(const struct compared_cell *cell)
{
	json_t *object = json_object();

	for (size_t i = 0; i < cell->counters.count; i++)
		json_object_set_new(object, cell->counters.at[i].name,
				    json_pack("{s:f, s:f}", "base",
					      cell->counters.at[i].base, "new",
					      cell->counters.at[i].fresh));
	return object;
}

/* Null where the cell is judged by its time. */
static json_t *cost_json(const struct compared_cell *cell)
{
	const struct cost_change *cost = &cell->cost;

	if (!cell->by_cost)
		return json_null();
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "base",
			 json_number_or_null(cost->base), "new",
			 json_number_or_null(cost->fresh), "change",
			 json_number_or_null(cost->change), "low",
			 json_number_or_null(cost->low), "high",
			 json_number_or_null(cost->high), "p",
			 json_number_or_null(cost->p));
}

static json_t *judged_json(const struct compared_cell *cell)
{
	const struct cell_pair *pair = &cell->pair;
	const struct cell_verdict *v = &cell->judged;

	return json_pack(
		"{s:s, s:s?, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:I, s:o, "
		"s:o}",
		"verdict", verdict_name(v->verdict), "unfit",
		unfit_name(v->unfit), "primary", pair->primary, "base_p50",
		json_number_or_null(pair->base->stats.p50), "new_p50",
		json_number_or_null(pair->fresh->stats.p50), "ratio",
		json_number_or_null(v->ratio), "low",
		json_number_or_null(v->low), "high",
		json_number_or_null(v->high), "p", json_number_or_null(v->p),
		"moved", v->moved, "needs_more", (json_int_t)v->more, "cost",
		cost_json(cell), "counters", counters_json(cell));
}

static json_t *cell_json(const struct comparison *c,
			 const struct compared_cell *cell)
{
	const struct cell_pair *pair = &cell->pair;
	const struct result_cell *any = pair->base ? pair->base : pair->fresh;
	json_t *object = pair->skipped
				 ? json_pack("{s:s}", "skipped", pair->skipped)
				 : judged_json(cell);
	char text[COMPARE_LABEL_MAX];

	compare_label(c, pair, text, sizeof(text));
	json_object_set_new(object, "cell", json_string(text));
	json_object_set(object, "keys", json_object_get(any->keys, "cell"));
	if (pair->base && pair->fresh &&
	    !cell_equal(&pair->base->cell, &pair->fresh->cell))
		json_object_set(object, "new_keys",
				json_object_get(pair->fresh->keys, "cell"));
	if (pair->failed_run)
		json_object_set_new(object, "failed_run",
				    json_string(pair->failed_run->path));
	return object;
}

static json_t *plans_json(const struct plan_diff *plans)
{
	json_t *object = json_object();

	for (size_t i = 0; i < plans->count; i++)
		json_object_set_new(object, plans->at[i].name,
				    json_pack("{s:s, s:s}", "base",
					      plans->at[i].base, "new",
					      plans->at[i].fresh));
	return object;
}

/* Null where none was taken out. */
static json_t *shift_json(const struct common_shift *shift)
{
	if (!shift->cells)
		return json_null();
	return json_pack("{s:o, s:o, s:o, s:I}", "ratio",
			 json_number_or_null(shift->ratio), "low",
			 json_number_or_null(shift->low), "high",
			 json_number_or_null(shift->high), "cells",
			 (json_int_t)shift->cells);
}

static json_t *paths_json(const struct side *side)
{
	json_t *paths = json_array();

	for (size_t i = 0; i < side->count; i++)
		json_array_append_new(paths, json_string(side->runs[i]->path));
	return paths;
}

json_t *compare_json(const struct comparison *c)
{
	json_t *cells = json_array(), *fields = json_object();

	for (size_t i = 0; !comparison_unlike(c) && i < c->count; i++)
		json_array_append_new(cells, cell_json(c, &c->cells[i]));
	for (size_t i = 0; i < c->environment->count; i++)
		json_object_set_new(fields, c->environment->at[i].name,
				    json_pack("{s:s, s:s}", "base",
					      c->environment->at[i].base, "new",
					      c->environment->at[i].fresh));
	return json_pack(
		"{s:s, s:o, s:o, s:s, s:b, s:b, s:o, s:o, s:o, s:b, s:f, s:f, "
		"s:b, s:s?, s:o}",
		"schema", "mnbench-compare/1", "base", paths_json(c->base),
		"new", paths_json(c->fresh), "venue", c->base->runs[0]->venue,
		"comparable", !comparison_unlike(c), "across",
		c->options.across && c->environment->count, "environment",
		fields, "plans", plans_json(&c->plans), "machine",
		shift_json(&c->shift), "costs", c->costs, "threshold",
		c->options.threshold, "level", c->options.level, "void",
		comparison_void(c), "unfit", unfit_name(c->unfit), "cells",
		cells);
}
