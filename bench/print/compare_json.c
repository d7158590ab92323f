// SPDX-License-Identifier: GPL-2.0-only
/* A comparison as JSON. */
#include "print/compare_json.h"

#include "print/compare.h"
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

static json_t *cell_json(const struct compared_cell *cell)
{
	const struct cell_pair *pair = &cell->pair;
	const struct result_cell *any = pair->base ? pair->base : pair->fresh;
	const struct cell_verdict *v = &cell->judged;
	char text[256];

	compare_describe(pair, text, sizeof(text));
	if (pair->skipped)
		return json_pack("{s:s, s:O, s:s}", "cell", text, "keys",
				 json_object_get(any->keys, "cell"), "skipped",
				 pair->skipped);
	return json_pack(
		"{s:s, s:O, s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:I, "
		"s:o}",
		"cell", text, "keys", json_object_get(any->keys, "cell"),
		"verdict", verdict_name(v->verdict), "primary", pair->primary,
		"base_p50", json_number_or_null(pair->base->stats.p50),
		"new_p50", json_number_or_null(pair->fresh->stats.p50), "ratio",
		json_number_or_null(v->ratio), "low",
		json_number_or_null(v->low), "high",
		json_number_or_null(v->high), "p", json_number_or_null(v->p),
		"moved", v->moved, "needs_more", (json_int_t)v->more,
		"counters", counters_json(cell));
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
		json_array_append_new(cells, cell_json(&c->cells[i]));
	for (size_t i = 0; i < c->environment->count; i++)
		json_object_set_new(fields, c->environment->at[i].name,
				    json_pack("{s:s, s:s}", "base",
					      c->environment->at[i].base, "new",
					      c->environment->at[i].fresh));
	return json_pack(
		"{s:s, s:o, s:o, s:s, s:b, s:b, s:o, s:f, s:f, s:b, s:s?, s:o}",
		"schema", "mnbench-compare/1", "base", paths_json(c->base),
		"new", paths_json(c->fresh), "venue", c->base->runs[0]->venue,
		"comparable", !comparison_unlike(c), "across",
		c->options.across && c->environment->count, "environment",
		fields, "threshold", c->options.threshold, "level",
		c->options.level, "void", comparison_void(c), "unfit",
		unfit_name(c->unfit), "cells", cells);
}
