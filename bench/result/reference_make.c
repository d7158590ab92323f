// SPDX-License-Identifier: GPL-2.0-only
/*
 * Making references. Most values of a cell, such as its keys and the counters
 * that are 0, are those of all the others: a reference has them once, as
 * "common", and in each cell only what differs from that.
 */
#include "result/reference_make.h"

#include <math.h>
#include <stdlib.h>

#include "plan/venue.h"
#include "result/cell_totals.h"
#include "result/json_check.h"
#include "result/reference.h"
#include "stats/levels.h"

/*
 * A whole number as an integer: json_real() would print it with fewer digits.
 */
static json_t *time_json(double time)
{
	return time == floor(time) ? json_integer((json_int_t)time)
				   : json_real(time);
}

static json_t *times_json(const double *times, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, time_json(times[i]));
	return list;
}

/*
 * Add the counters of a sample to @sums, by name. The check of a sample ensures
 * that a name is an object in all samples or in none. Returns 0, or -1 if a sum
 * is more than a reference may hold, or out of memory.
 */
static int add_counters(json_t *sums, const json_t *counters)
{
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)counters, name, value) {
		json_t *sum = json_object_get(sums, name);
		json_int_t more = json_integer_value(value);

		if (!sum) {
			sum = json_is_object(value) ? json_object()
						    : json_integer(0);
			if (json_object_set_new(sums, name, sum))
				return -1;
		}
		if (json_is_object(value)) {
			if (add_counters(sum, value))
				return -1;
		} else if (json_integer_value(sum) > AMOUNT_MAX - more) {
			return -1;
		} else {
			json_integer_set(sum, json_integer_value(sum) + more);
		}
	}
	return 0;
}

static json_t *sum_counters(const json_t *samples)
{
	json_t *sums = json_object(), *sample;
	size_t i;

	json_array_foreach(samples, i, sample) {
		if (add_counters(sums, json_object_get(sample, "counters"))) {
			json_decref(sums);
			return NULL;
		}
	}
	return sums;
}

/*
 * All that a reference says of a cell; NULL: a counter is too large, or out of
 * memory.
 */
static json_t *whole_cell(const struct result_cell *cell)
{
	json_t *keys = json_object_get(cell->keys, "cell");
	struct levels levels;

	if (cell->failed)
		return json_pack("{s:O, s:s}", "cell", keys, "failed",
				 cell->failed);
	if (totals_levels(cell, &levels))
		return NULL;
	return json_pack("{s:O, s:n, s:I, s:o, s:o, s:o, s:o}", "cell", keys,
			 "failed", "ops", (json_int_t)cell->stats.ops, "median",
			 time_json(levels.median), "levels",
			 times_json(levels.value, levels.count), "times",
			 times_json(levels.time, levels.time_count), "counters",
			 sum_counters(cell->samples));
}

/* Remove from @common what @cell does not have, in objects in them too. */
static void keep_shared(json_t *common, const json_t *cell)
{
	const char *name;
	json_t *value;
	void *next;

	json_object_foreach_safe(common, next, name, value)
	{
		const json_t *other = json_object_get(cell, name);

		if (!other || json_is_object(value) != json_is_object(other))
			json_object_del(common, name);
		else if (json_is_object(value))
			keep_shared(value, other);
	}
}

/* Remove from @cell what it shares with @common, in objects in them too. */
static void remove_shared(json_t *cell, const json_t *common)
{
	const char *name;
	json_t *value;
	void *next;

	json_object_foreach_safe(cell, next, name, value)
	{
		const json_t *other = json_object_get(common, name);

		if (json_is_object(value) && json_is_object(other))
			remove_shared(value, other);
		if (json_equal(value, other) ||
		    (other && json_is_object(value) &&
		     !json_object_size(value)))
			json_object_del(cell, name);
	}
}

/*
 * The values of the first cell that has not failed, as far as the others have
 * such members. A failed cell only has keys.
 */
static json_t *common_values(const json_t *cells)
{
	json_t *common = NULL, *cell;
	size_t i;

	json_array_foreach(cells, i, cell)
		if (!common && json_object_get(cell, "ops"))
			common = json_deep_copy(cell);
	json_array_foreach(cells, i, cell) {
		if (json_object_get(cell, "ops"))
			keep_shared(common, cell);
		else
			keep_shared(json_object_get(common, "cell"),
				    json_object_get(cell, "cell"));
	}
	/* A reader finds a cell by these. */
	json_object_del(json_object_get(common, "cell"), "workload");
	json_object_del(json_object_get(common, "cell"), "mode");
	json_object_del(common, "median");
	json_object_del(common, "levels");
	json_object_del(common, "times");
	return common;
}

static json_t *whole_cells(const struct result_cell *cells, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *whole = whole_cell(&cells[i]);
		/* The objects of the result must stay as they are. */
		json_t *copy = json_deep_copy(whole);

		json_decref(whole);
		if (json_array_append_new(list, copy)) {
			json_decref(list);
			return NULL;
		}
	}
	return list;
}

static int check_source(const json_t *root, const struct result_cell *cells,
			size_t count, struct error *error)
{
	const char *name = json_string_value(json_object_get(root, "venue"));
	const struct venue *venue = venue_find(name);
	size_t failed = 0;

	if (!venue || venue->timed)
		return error_set(
			error,
			"venue %s is timed: two timed runs are compared by "
			"their samples, which a reference does not keep",
			name);
	for (size_t i = 0; i < count; i++)
		failed += cells[i].failed != NULL;
	if (failed == count)
		return error_set(error, "all cells have failed: nothing can be "
					"compared with such a reference");
	return 0;
}

json_t *reference_make(const json_t *root, const struct result_cell *cells,
		       size_t count, struct error *error)
{
	json_t *list, *common, *cell, *reference;
	size_t i;

	if (check_source(root, cells, count, error))
		return NULL;
	list = whole_cells(cells, count);
	common = common_values(list);
	json_array_foreach(list, i, cell)
		remove_shared(cell, common);
	reference = json_pack("{s:s, s:O, s:O, s:O, s:O, s:o, s:o}", "schema",
			      REFERENCE_SCHEMA, "venue",
			      json_object_get(root, "venue"), "unit",
			      json_object_get(root, "unit"), "plan",
			      json_object_get(root, "plan"), "environment",
			      json_object_get(root, "environment"), "common",
			      common, "cells", list);
	if (!reference)
		error_set(error, "the counters of a cell add up to more than a "
				 "reference can hold, or out of memory");
	return reference;
}
