// SPDX-License-Identifier: GPL-2.0-only
/* Writing a prediction as JSON, which prediction_load() reads again. */
#include "print/prediction_json.h"

#include "judge/prediction_load.h"
#include "print/json.h"
#include "result/cell_keys_json.h"

static json_t *source_json(const struct prediction_source *s)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I}",
			 "path", s->path, "venue", s->venue, "kernel",
			 s->kernel, "machine", s->machine, "cpu", s->cpu,
			 "plan", s->plan, "runs", (json_int_t)s->runs, "boots",
			 (json_int_t)s->boots, "processes",
			 (json_int_t)s->processes);
}

static json_t *value_json(const struct line_value *value)
{
	return json_pack("{s:o, s:o, s:o}", "value",
			 json_number_or_null(value->value), "low",
			 json_number_or_null(value->low), "high",
			 json_number_or_null(value->high));
}

static json_t *line_json(const struct prediction *p)
{
	const struct origin_line *line = &p->line;

	if (!p->has_line)
		return json_null();
	return json_pack("{s:o, s:o, s:o, s:o, s:I, s:I}", "slope",
			 value_json(&line->slope), "another_workload",
			 value_json(&line->another), "intercept",
			 value_json(&line->intercept), "spread",
			 json_number_or_null(line->spread), "cells",
			 (json_int_t)line->points, "workloads",
			 (json_int_t)line->groups);
}

static json_t *perf_json(const double values[PERF_SUMS])
{
	json_t *object = json_object();

	for (size_t i = 0; i < PERF_SUMS; i++)
		json_object_set_new(object, perf_sum_names[i],
				    json_number_or_null(values[i]));
	return object;
}

static json_t *measured_json(const struct predicted_cell *c)
{
	return json_pack(
		"{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		"instructions", json_number_or_null(c->instructions),
		"none_instructions", json_number_or_null(c->none_instructions),
		"ns", json_number_or_null(c->time), "low",
		json_number_or_null(c->low), "high",
		json_number_or_null(c->high), "error",
		json_number_or_null(c->error), "df", json_number_or_null(c->df),
		"none_ns", json_number_or_null(c->none_time), "exact_callbacks",
		json_number_or_null(c->callbacks[0]), "timed_callbacks",
		json_number_or_null(c->callbacks[1]));
}

static json_t *cell_json(const struct predicted_cell *c)
{
	json_t *cell = measured_json(c);
	char text[256];

	cell_describe(&c->cell, text, sizeof(text));
	json_object_set_new(cell, "text", json_string(text));
	json_object_set_new(cell, "cell", cell_keys_json(&c->cell));
	json_object_set_new(cell, "failed", json_null());
	json_object_set_new(cell, "left_out",
			    c->left_out
				    ? json_string(left_out_name(c->left_out))
				    : json_null());
	json_object_set_new(cell, "predicted",
			    json_number_or_null(c->predicted));
	json_object_set_new(cell, "p", json_number_or_null(c->p));
	json_object_set_new(cell, "off", json_boolean(c->off));
	if (perf_known(&c->perf)) {
		json_object_set_new(cell, "none_perf", perf_json(c->perf.none));
		json_object_set_new(cell, "mode_perf", perf_json(c->perf.mode));
	}
	return cell;
}

json_t *prediction_json(const struct prediction *p)
{
	json_t *cells = json_array();

	for (size_t i = 0; i < p->count; i++)
		json_array_append_new(cells, cell_json(&p->cells[i]));
	return json_pack("{s:s, s:o, s:o, s:b, s:f, s:I, s:o, s:o}", "schema",
			 PREDICTION_SCHEMA, "exact", source_json(&p->exact),
			 "timed", source_json(&p->timed), "quiesced",
			 p->quiesced, "threshold", p->threshold, "unpaired",
			 (json_int_t)p->unpaired, "line", line_json(p), "cells",
			 cells);
}
