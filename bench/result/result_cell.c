// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loading the cells of a result file: their keys, their samples and the
 * statistics of these. All that later code relies on is checked here once.
 */
#include "result/result_cell.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/address_space.h"
#include "result/json_check.h"
#include "result/sample_check.h"

static int load_name(const json_t *value, const char *path, char *name,
		     struct error *error)
{
	if (!json_is_word(value) || json_string_length(value) >= CELL_NAME_MAX)
		return json_refuse(value, path,
				   "a name of lower-case letters, digits and "
				   "'-'",
				   error);
	strcpy(name, json_string_value(value));
	return 0;
}

static int load_choice(const struct cell_key *key, const json_t *value,
		       const char *path, uint64_t *number, struct error *error)
{
	const char *word = json_string_value(value);
	char words[128] = "";
	struct cell scratch;
	size_t n = 0;

	if (word && !cell_set(&scratch, key, word, NULL)) {
		*number = cell_number(&scratch, key);
		return 0;
	}
	if (!strcmp(key->name, "address_space"))
		return json_refuse(value, path, ADDRESS_SPACE_ALLOWED, error);
	for (size_t i = 0; cell_choice(key, i) && n < sizeof(words); i++)
		n += (size_t)snprintf(words + n, sizeof(words) - n, "%s%s",
				      n ? ", " : "", cell_choice(key, i));
	return json_refuse(value, path, words, error);
}

/* A key that does not apply in a cell is 0 there. */
static int load_number(const struct cell_key *key, const json_t *value,
		       const char *path, uint64_t *number, struct error *error)
{
	bool idle = json_is_integer(value) && json_integer_value(value) == 0 &&
		    key->scope != SCOPE_ALL;

	if (!idle && json_check_integer(value, path, (json_int_t)key->min,
					(json_int_t)key->max, error))
		return -1;
	*number = (uint64_t)json_integer_value(value);
	return 0;
}

static int load_set(struct cell *cell, const struct cell_key *key,
		    const json_t *value, const char *path, struct error *error)
{
	const char *words = json_string_value(value);

	if (words && !words[0])
		return 0;
	if (words && !cell_set(cell, key, words, NULL))
		return 0;
	return json_refuse(value, path, "all, or words of the set joined by +",
			   error);
}

static int load_key(struct cell *cell, const struct cell_key *key,
		    const json_t *value, const char *path, struct error *error)
{
	void *field = (char *)cell + key->offset;

	switch (key->kind) {
	case CELL_NAME:
		return load_name(value, path, field, error);
	case CELL_CHOICE:
		return load_choice(key, value, path, field, error);
	case CELL_SET:
		return load_set(cell, key, value, path, error);
	default:
		return load_number(key, value, path, field, error);
	}
}

int result_cell_load_keys(struct result_cell *cell, size_t index,
			  const json_t *from, struct error *error)
{
	const json_t *keys = json_object_get(from, "cell");
	const json_t *failed = json_object_get(from, "failed");

	cell->index = index;
	cell->keys = from;
	for (const struct cell_key *key = cell_keys; key->name; key++) {
		const json_t *value = json_object_get(keys, key->name);
		struct json_path path =
			json_path("cells[%zu].cell.%s", index, key->name);

		if (!value && key->initial) {
			if (cell_key_applies(&cell->cell, key))
				cell_set(&cell->cell, key, key->initial, NULL);
		} else if (load_key(&cell->cell, key, value, path.text,
				    error)) {
			return -1;
		}
	}
	cell->preset = preset_of(&cell->cell);
	cell->failed = json_string_value(failed);
	if (!json_is_null(failed) && !cell->failed)
		return json_refuse(failed,
				   json_path("cells[%zu].failed", index).text,
				   "null or a text", error);
	return 0;
}

static int load_samples(struct result_cell *cell, struct error *error)
{
	struct json_path path = json_path("cells[%zu].samples", cell->index);
	json_t *sample;
	size_t i;

	cell->samples = json_object_get(cell->keys, "samples");
	if (!json_is_array(cell->samples))
		return json_refuse(cell->samples, path.text,
				   "a list of samples", error);
	json_array_foreach(cell->samples, i, sample)
		if (sample_check(sample,
				 json_path("%s[%zu]", path.text, i).text,
				 error))
			return -1;
	if (stats_of_cell(&cell->cell, cell->samples, &cell->stats))
		return error_set(error, "out of memory");
	if (!cell->failed && !cell->stats.ops)
		return error_set_key(error,
				     json_path("cells[%zu]", cell->index).text,
				     "has not failed, but no latencies either");
	return 0;
}

static int by_keys(const void *a, const void *b)
{
	const struct result_cell *const *x = a, *const *y = b;

	return memcmp(&(*x)->cell, &(*y)->cell, sizeof((*x)->cell));
}

static int by_activity(const void *a, const void *b)
{
	const struct result_cell *const *x = a, *const *y = b;

	return cell_activity_order(&(*x)->cell, &(*y)->cell);
}

/* Pointers to the cells in some order, to be freed; NULL: out of memory. */
static struct result_cell **sorted(const struct result_cell *cells,
				   size_t count,
				   int (*order)(const void *, const void *))
{
	struct result_cell **sorted = calloc(count + 1, sizeof(*sorted));

	for (size_t i = 0; sorted && i < count; i++)
		sorted[i] = (struct result_cell *)&cells[i];
	if (sorted)
		qsort(sorted, count, sizeof(*sorted), order);
	return sorted;
}

int result_cells_check_unique(const struct result_cell *cells, size_t count,
			      struct error *error)
{
	struct result_cell **in_order = sorted(cells, count, by_keys);
	int ret = 0;

	if (!in_order)
		return error_set(error, "out of memory");
	for (size_t i = 1; i < count && !ret; i++) {
		size_t a = in_order[i - 1]->index, b = in_order[i]->index;

		if (by_keys(&in_order[i - 1], &in_order[i]) == 0)
			ret = error_set_key(error,
					    json_path("cells[%zu].cell",
						      a > b ? a : b)
						    .text,
					    "has the same keys as cells[%zu]",
					    a > b ? b : a);
	}
	free(in_order);
	return ret;
}

/* Compare the cells of one activity with the baseline among them. */
static void compare_group(struct result_cell **cells, size_t count)
{
	const struct result_cell *none = NULL;

	for (size_t i = 0; i < count; i++)
		if (!cells[i]->failed &&
		    cell_is_baseline(&cells[i]->cell, &cells[i]->cell))
			none = cells[i];
	for (size_t i = 0; none && i < count; i++)
		if (!cells[i]->failed)
			stats_against(&cells[i]->cell, &cells[i]->stats,
				      &none->stats);
}

static int compare_to_baselines(struct result_cell *cells, size_t count,
				struct error *error)
{
	struct result_cell **in_order = sorted(cells, count, by_activity);

	if (!in_order)
		return error_set(error, "out of memory");
	for (size_t from = 0, to; from < count; from = to) {
		for (to = from + 1; to < count; to++)
			if (by_activity(&in_order[from], &in_order[to]))
				break;
		compare_group(in_order + from, to - from);
	}
	free(in_order);
	return 0;
}

struct result_cell *result_cells_load(const json_t *from, struct error *error)
{
	size_t count = json_array_size(from);
	struct result_cell *cells = calloc(count + 1, sizeof(*cells));
	int ret = cells ? 0 : error_set(error, "out of memory");

	for (size_t i = 0; i < count && !ret; i++) {
		ret = result_cell_load_keys(&cells[i], i,
					    json_array_get(from, i), error);
		if (!ret)
			ret = load_samples(&cells[i], error);
	}
	if (!ret && !result_cells_check_unique(cells, count, error) &&
	    !compare_to_baselines(cells, count, error))
		return cells;
	free(cells);
	return NULL;
}
