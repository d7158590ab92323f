// SPDX-License-Identifier: GPL-2.0-only
/* Reading and checking a stored prediction. */
#include "judge/prediction_load.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "result/json_check.h"
#include "result/json_file.h"
#include "result/result_cell.h"

#define CELLS_MOST 20000

bool is_prediction(const char *path)
{
	json_t *root = json_file_read(path, NULL);
	const char *schema = json_string_value(json_object_get(root, "schema"));
	bool is = schema && strcmp(schema, PREDICTION_SCHEMA) == 0;

	json_decref(root);
	return is;
}

static int load_text(char **to, const json_t *object, const char *side,
		     const char *name, struct error *error)
{
	const json_t *value = json_object_get(object, name);

	if (!json_is_string(value))
		return json_refuse(value, json_member(side, name).text,
				   "a text", error);
	*to = strdup(json_string_value(value));
	return *to ? 0 : error_set(error, "out of memory");
}

static int load_count(size_t *to, const json_t *object, const char *side,
		      const char *name, struct error *error)
{
	const json_t *value = json_object_get(object, name);

	if (json_check_integer(value, json_member(side, name).text, 0,
			       AMOUNT_MAX, error))
		return -1;
	*to = (size_t)json_integer_value(value);
	return 0;
}

static int load_source(struct prediction_source *to, const json_t *root,
		       const char *side, struct error *error)
{
	const json_t *from = json_object_get(root, side);
	struct {
		const char *name;
		char **to;
	} texts[] = {
		{"path", &to->path},     {"venue", &to->venue},
		{"kernel", &to->kernel}, {"machine", &to->machine},
		{"cpu", &to->cpu},       {"plan", &to->plan},
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (load_text(texts[i].to, from, side, texts[i].name, error))
			return -1;
	if (load_count(&to->runs, from, side, "runs", error) ||
	    load_count(&to->boots, from, side, "boots", error))
		return -1;
	return load_count(&to->processes, from, side, "processes", error);
}

/* A number, or null, which is NAN, from -AMOUNT_MAX to AMOUNT_MAX. */
static int load_number(double *to, const json_t *from, const char *path,
		       const char *name, struct error *error)
{
	const json_t *value = json_object_get(from, name);

	*to = json_is_number(value) ? json_number_value(value) : NAN;
	if (json_is_null(value) ||
	    (json_is_number(value) && fabs(*to) <= (double)AMOUNT_MAX))
		return 0;
	return json_refuse(value, json_member(path, name).text,
			   "a number up to 2^53, or null", error);
}

static int load_perf(double to[PERF_SUMS], const json_t *cell, const char *path,
		     const char *name, struct error *error)
{
	const json_t *from = json_object_get(cell, name);

	for (size_t i = 0; i < PERF_SUMS; i++) {
		to[i] = NAN;
		if (from &&
		    load_number(&to[i], from, json_member(path, name).text,
				perf_sum_names[i], error))
			return -1;
	}
	return 0;
}

static int load_left_out(struct predicted_cell *to, const json_t *from,
			 const char *path, struct error *error)
{
	const json_t *value = json_object_get(from, "left_out");
	const char *word = json_string_value(value);

	if (json_is_null(value))
		return 0;
	for (size_t i = LEFT_NOT + 1; word && i < LEFT_REASONS; i++)
		if (strcmp(word, left_out_name(i)) == 0) {
			to->left_out = (enum left_out)i;
			return 0;
		}
	return json_refuse(value, json_member(path, "left_out").text,
			   "waits, threads, few or null", error);
}

/* What the line needs of a cell that takes part in it. */
static int check_measured(const struct predicted_cell *c, const char *path,
			  struct error *error)
{
	if (c->left_out == LEFT_FEW)
		return 0;
	if (!isnan(c->time) && !isnan(c->none_time) &&
	    !isnan(c->instructions) && c->error > 0 && c->df > 0)
		return 0;
	return error_set_key(error, path,
			     "has no ns, none_ns, instructions, error (above "
			     "0) or df (above 0)");
}

static int load_cell(struct predicted_cell *to, size_t index,
		     const json_t *from, struct error *error)
{
	struct json_path path = json_path("cells[%zu]", index);
	struct {
		const char *name;
		double *to;
	} numbers[] = {
		{"instructions", &to->instructions},
		{"none_instructions", &to->none_instructions},
		{"ns", &to->time},
		{"low", &to->low},
		{"high", &to->high},
		{"error", &to->error},
		{"df", &to->df},
		{"none_ns", &to->none_time},
		{"exact_callbacks", &to->callbacks[0]},
		{"timed_callbacks", &to->callbacks[1]},
	};
	struct result_cell keys = {0};

	if (result_cell_load_keys(&keys, index, from, error))
		return -1;
	to->cell = keys.cell;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (load_number(numbers[i].to, from, path.text, numbers[i].name,
				error))
			return -1;
	if (load_left_out(to, from, path.text, error) ||
	    load_perf(to->perf.none, from, path.text, "none_perf", error) ||
	    load_perf(to->perf.mode, from, path.text, "mode_perf", error))
		return -1;
	return check_measured(to, path.text, error);
}

static int load(struct prediction *p, const json_t *root, struct error *error)
{
	const json_t *cells = json_object_get(root, "cells");
	size_t count = json_array_size(cells);

	if (load_source(&p->exact, root, "exact", error) ||
	    load_source(&p->timed, root, "timed", error) ||
	    load_count(&p->unpaired, root, "", "unpaired", error))
		return -1;
	p->quiesced = json_is_true(json_object_get(root, "quiesced"));
	if (!count || count > CELLS_MOST)
		return json_refuse(cells, "cells", "1 to 20000 cells", error);
	p->cells = calloc(count + 1, sizeof(*p->cells));
	if (!p->cells)
		return error_set(error, "out of memory");
	for (; p->count < count; p->count++)
		if (load_cell(&p->cells[p->count], p->count,
			      json_array_get(cells, p->count), error))
			return -1;
	return prediction_judge(p) ? error_set(error, "out of memory") : 0;
}

struct prediction *prediction_load(const char *path, double threshold,
				   struct error *error)
{
	json_t *root = json_file_read(path, error);
	struct prediction *p = calloc(1, sizeof(*p));
	int ret = -1;

	if (p)
		p->threshold = threshold;
	if (root && p)
		ret = load(p, root, error);
	else if (!p)
		error_set(error, "out of memory");
	json_decref(root);
	if (!ret)
		return p;
	error_place(error, path, 0);
	prediction_free(p);
	return NULL;
}
