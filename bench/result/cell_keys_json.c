// SPDX-License-Identifier: GPL-2.0-only
/* Writing the keys of a cell as results have them. */
#include "result/cell_keys_json.h"

static json_t *set_json(const struct cell *cell, const struct cell_key *key)
{
	char words[CELL_SET_TEXT_MAX];

	/* It is 0 in a mode without range callbacks. */
	if (!cell_number(cell, key))
		return json_string("");
	cell_format(cell, key, words, sizeof(words));
	return json_string(words);
}

json_t *cell_keys_json(const struct cell *cell)
{
	json_t *object = json_object();

	for (const struct cell_key *key = cell_keys; key->name; key++) {
		json_t *value;

		if (key->kind == CELL_NAME)
			value = json_string((const char *)cell + key->offset);
		else if (key->kind == CELL_CHOICE)
			value = json_string(
				cell_choice(key, cell_number(cell, key)));
		else if (key->kind == CELL_SET)
			value = set_json(cell, key);
		else
			value = json_integer(
				(json_int_t)cell_number(cell, key));
		json_object_set_new(object, key->name, value);
	}
	return object;
}
