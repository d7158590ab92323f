// SPDX-License-Identifier: GPL-2.0-only
/* Comparing cells: equal, of the same activity, or baseline of another. */
#include <string.h>

#include "common/cell.h"

int cell_key_order(const struct cell *a, const struct cell *b,
		   const struct cell_key *key)
{
	uint64_t x, y;

	if (key->kind == CELL_NAME)
		return strcmp((const char *)a + key->offset,
			      (const char *)b + key->offset);
	x = cell_number(a, key);
	y = cell_number(b, key);
	return (x > y) - (x < y);
}

int cell_order(const struct cell *a, const struct cell *b)
{
	int order = 0;

	for (const struct cell_key *key = cell_keys; !order && key->name; key++)
		order = cell_key_order(a, b, key);
	return order;
}

bool cell_equal(const struct cell *a, const struct cell *b)
{
	return cell_order(a, b) == 0;
}

int cell_activity_order(const struct cell *a, const struct cell *b)
{
	int order = 0;

	for (const struct cell_key *key = cell_keys; !order && key->name; key++)
		if (key->scope == SCOPE_ALL && strcmp(key->name, "mode") != 0)
			order = cell_key_order(a, b, key);
	return order;
}

bool cell_same_activity(const struct cell *a, const struct cell *b)
{
	return cell_activity_order(a, b) == 0;
}

bool cell_is_baseline(const struct cell *a, const struct cell *b)
{
	return strcmp(b->mode, "none") == 0 && b->arm == ARM_A &&
	       b->module == MODULE_LOADED && cell_same_activity(a, b);
}
