// SPDX-License-Identifier: GPL-2.0-only
/* Loading references. */
#include "result/reference.h"

#include <stdlib.h>

#include "result/json_check.h"
#include "stats/levels.h"

static int check_times(const json_t *cell, const char *name, size_t max,
		       const char *path, struct error *error)
{
	const json_t *list = json_object_get(cell, name);
	struct json_path at = json_member(path, name);

	if (json_check_amounts(list, at.text, error))
		return -1;
	if (json_array_size(list) == 0 || json_array_size(list) > max)
		return error_set_key(error, at.text,
				     "has %zu times; allowed: 1 to %zu",
				     json_array_size(list), max);
	return 0;
}

static int check_measured(const json_t *cell, const char *path,
			  struct error *error)
{
	const json_t *counters = json_object_get(cell, "counters");

	if (json_check_integer(json_object_get(cell, "ops"),
			       json_member(path, "ops").text, 1, AMOUNT_MAX,
			       error) ||
	    json_check_amount(json_object_get(cell, "median"),
			      json_member(path, "median").text, error) ||
	    check_times(cell, "levels", LEVELS_MAX, path, error) ||
	    check_times(cell, "times", TIMES_MAX, path, error))
		return -1;
	return json_check_counts(counters, json_member(path, "counters").text,
				 error);
}

static int load_cell(struct result_cell *to, size_t index, const json_t *from,
		     struct error *error)
{
	if (result_cell_load_keys(to, index, from, error))
		return -1;
	if (stats_of_cell(&to->cell, NULL, &to->stats))
		return error_set(error, "out of memory");
	if (to->failed)
		return 0;
	if (check_measured(from, json_path("cells[%zu]", index).text, error))
		return -1;
	to->stats.ops =
		(size_t)json_integer_value(json_object_get(from, "ops"));
	to->stats.p50 = json_number_value(json_object_get(from, "median"));
	return 0;
}

/*
 * Merge what is common to all cells with what @cell adds or replaces. The names
 * of workload and mode come first, as in a result. NULL: out of memory.
 */
static json_t *complete_cell(const json_t *common, json_t *cell)
{
	json_t *keys = json_object_get(cell, "cell");
	json_t *names = json_object();
	json_t *whole = json_pack("{s:o}", "cell", names);
	json_t *copy = json_deep_copy(common);
	int ret;

	json_object_set(names, "workload", json_object_get(keys, "workload"));
	json_object_set(names, "mode", json_object_get(keys, "mode"));
	ret = json_object_update_recursive(whole, copy) ||
	      json_object_update_recursive(whole, cell);
	json_decref(copy);
	if (!ret)
		return whole;
	json_decref(whole);
	return NULL;
}

/* Replace each cell by one that is complete. */
static int complete_cells(json_t *root, struct error *error)
{
	const json_t *common = json_object_get(root, "common");
	json_t *cells = json_object_get(root, "cells"), *cell;
	size_t i;

	if (!json_is_object(common))
		return json_refuse(common, "common", "an object", error);
	json_array_foreach(cells, i, cell) {
		if (!json_is_object(cell))
			return json_refuse(cell,
					   json_path("cells[%zu]", i).text,
					   "an object", error);
		if (json_array_set_new(cells, i, complete_cell(common, cell)))
			return error_set(error, "out of memory");
	}
	return 0;
}

struct result_cell *reference_cells_load(json_t *root, struct error *error)
{
	const json_t *from = json_object_get(root, "cells");
	size_t count = json_array_size(from);
	struct result_cell *cells = calloc(count + 1, sizeof(*cells));
	int ret = cells ? complete_cells(root, error)
			: error_set(error, "out of memory");

	for (size_t i = 0; i < count && !ret; i++)
		ret = load_cell(&cells[i], i, json_array_get(from, i), error);
	if (!ret && !result_cells_check_unique(cells, count, error))
		return cells;
	free(cells);
	return NULL;
}
