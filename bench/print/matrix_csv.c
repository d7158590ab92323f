// SPDX-License-Identifier: GPL-2.0-only
/* Writing one plan on several kernels for programs. */
#include "print/matrix_csv.h"

#include <math.h>
#include <string.h>

#include "print/json.h"
#include "print/matrix_names.h"
#include "print/text.h"
#include "result/cell_keys_json.h"

void matrix_csv(const struct matrix *m, FILE *to)
{
	const struct row_keys keys = matrix_keys(m);
	char name[256];

	fputs("cell,mode", to);
	for (size_t c = 0; c < m->columns; c++) {
		matrix_column_name(m, c, name, sizeof(name));
		print_text(to, ",%s", name);
	}
	fputc('\n', to);
	for (size_t i = 0; i < m->count; i++) {
		const struct matrix_row *row = &m->rows[i];

		row_place(&keys, row->cell, name, sizeof(name));
		print_text(to, "%s,%s", name, row->cell->mode);
		for (size_t c = 0; c < m->columns; c++)
			if (isnan(row->value[c]))
				fputc(',', to);
			else
				fprintf(to, ",%.10g", row->value[c]);
		fputc('\n', to);
	}
}

static json_t *counters_json(const struct counter_changes *changes)
{
	json_t *object = json_object();

	for (size_t i = 0; i < changes->count; i++)
		json_object_set_new(object, changes->at[i].name,
				    json_pack("{s:f, s:f}", "base",
					      changes->at[i].base, "new",
					      changes->at[i].fresh));
	return object;
}

static json_t *step_json(const struct matrix_step *step)
{
	if (!step->known)
		return json_null();
	return json_pack("{s:s, s:f, s:f, s:o}", "verdict",
			 verdict_name(step->verdict), "change", step->change,
			 "share", step->share, "counters",
			 counters_json(&step->counters));
}

static json_t *row_json(const struct matrix *m, const struct matrix_row *row)
{
	json_t *values = json_array(), *times = json_array(),
	       *steps = json_array();

	for (size_t c = 0; c < m->columns; c++) {
		json_array_append_new(values,
				      json_number_or_null(row->value[c]));
		json_array_append_new(times, json_number_or_null(row->time[c]));
		json_array_append_new(steps, step_json(&row->step[c]));
	}
	return json_pack("{s:o, s:b, s:o, s:o, s:o}", "cell",
			 cell_keys_json(row->cell), "baseline", row->baseline,
			 "costs", values, "p50", times, "steps", steps);
}

json_t *matrix_json(const struct matrix *m)
{
	json_t *columns = json_array(), *rows = json_array();

	for (size_t c = 0; c < m->columns; c++)
		json_array_append_new(
			columns,
			json_pack("{s:s, s:s, s:s}", "path",
				  m->column[c].run->path, "kernel",
				  m->column[c].run->kernel, "architecture",
				  m->column[c].architecture));
	for (size_t i = 0; i < m->count; i++)
		json_array_append_new(rows, row_json(m, &m->rows[i]));
	return json_pack("{s:s, s:s, s:s, s:f, s:o, s:o}", "schema",
			 "mnbench-matrix/1", "plan", m->column[0].run->plan,
			 "unit", m->column[0].run->unit, "threshold",
			 m->threshold, "columns", columns, "cells", rows);
}
