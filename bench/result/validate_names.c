// SPDX-License-Identifier: GPL-2.0-only
/* Checking that this build knows the names that a result has. */
#include "result/validate_names.h"

#include "common/text.h"
#include "plan/nearest_key.h"
#include "result/json_check.h"

static int check_key(const char *name, const char *path, struct error *error)
{
	char shown[TEXT_SHORT_MAX], hint[NEAREST_HINT_MAX];

	if (cell_key_find(name))
		return 0;
	nearest_key_hint(name, false, true, hint);
	return error_set_key(error, path, "has the unknown key '%s'%s",
			     text_shorten(shown, name),
			     hint[0] ? hint : "; see mnbench list keys");
}

/* Whether a plan could have the name: cell_set() says which ones it could. */
static int check_name(const char *name, const json_t *value, const char *path,
		      struct error *error)
{
	const struct cell_key *key = cell_key_find(name);
	struct error unknown = {0};
	struct cell cell = {0};

	if (!key || key->kind != CELL_NAME ||
	    !cell_set(&cell, key, json_string_value(value), &unknown))
		return 0;
	return error_set_key(error, json_member(path, name).text, "is an %s",
			     unknown.message);
}

int result_validate_names(const struct result *result, struct error *error)
{
	const json_t *cells = json_object_get(result->root, "cells");
	json_t *cell, *value;
	const char *name;
	size_t i;

	json_array_foreach(cells, i, cell) {
		struct json_path path = json_path("cells[%zu].cell", i);

		json_object_foreach(json_object_get(cell, "cell"), name, value)
			if (check_key(name, path.text, error) ||
			    check_name(name, value, path.text, error))
				return -1;
	}
	return 0;
}
