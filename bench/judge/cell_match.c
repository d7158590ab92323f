// SPDX-License-Identifier: GPL-2.0-only
/* Matching two cells by the keys that both of their modes have. */
#include "judge/cell_match.h"

#include <string.h>

bool cell_key_is_effort(const struct cell_key *key)
{
	static const char *const names[] = {"limit_ns", "ops", "warmup"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(key->name, names[i]) == 0)
			return true;
	return false;
}

int cell_match_order(const struct cell *a, const struct cell *b)
{
	int order = 0;

	for (const struct cell_key *key = cell_keys; !order && key->name; key++)
		if (key->scope == SCOPE_ALL && strcmp(key->name, "mode") != 0 &&
		    !cell_key_is_effort(key))
			order = cell_key_order(a, b, key);
	return order;
}

/* Whether the filter of a cell is the one that its mode has by default. */
static bool has_default_filter(const struct cell *cell)
{
	const struct cell_key *key = cell_key_find("filter");
	struct cell initial;

	cell_init(&initial);
	strcpy(initial.workload, cell->workload);
	strcpy(initial.mode, cell->mode);
	cell_normalise(&initial);
	return cell_number(cell, key) == cell_number(&initial, key);
}

/* How a key that both modes have limits the match. */
static enum match match_key(const struct cell *a, const struct cell *b,
			    const struct cell_key *key)
{
	if (cell_key_order(a, b, key) == 0)
		return MATCH_SAME;
	if (cell_key_is_effort(key))
		return MATCH_EFFORT;
	if (strcmp(key->name, "filter") == 0 && strcmp(a->mode, b->mode) != 0 &&
	    has_default_filter(a) && has_default_filter(b))
		return MATCH_FILTER;
	return MATCH_NONE;
}

enum match cell_match(const struct cell *a, const struct cell *b, bool any_mode)
{
	enum match match = MATCH_SAME;

	for (const struct cell_key *key = cell_keys; key->name; key++) {
		enum match here;

		if (strcmp(key->name, "mode") == 0 && any_mode)
			continue;
		if (!cell_key_applies(a, key) || !cell_key_applies(b, key))
			continue;
		here = match_key(a, b, key);
		if (here < match)
			match = here;
	}
	return match;
}
