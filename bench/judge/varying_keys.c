// SPDX-License-Identifier: GPL-2.0-only
/* Finding the keys that vary among the cells of a comparison. */
#include "judge/varying_keys.h"

#include <string.h>

#include "common/modes.h"

/* The first cell of each mode of one side, with which others are compared. */
struct firsts {
	size_t count;
	const struct cell *at[2 * MODES_MAX];
};

static const struct cell *first_of_mode(struct firsts *firsts,
					const struct cell *cell)
{
	for (size_t i = 0; i < firsts->count; i++)
		if (strcmp(firsts->at[i]->mode, cell->mode) == 0)
			return firsts->at[i];
	if (firsts->count < sizeof(firsts->at) / sizeof(firsts->at[0]))
		firsts->at[firsts->count++] = cell;
	return cell;
}

static void compare(struct varying_keys *keys, const struct cell *a,
		    const struct cell *b)
{
	for (const struct cell_key *key = cell_keys; key->name; key++)
		if (key->kind != CELL_NAME &&
		    cell_number(a, key) != cell_number(b, key))
			keys->mask |= UINT64_C(1) << (key - cell_keys);
}

struct varying_keys varying_keys_of(const struct cell_pairs *pairs)
{
	struct firsts base = {0}, fresh = {0};
	struct varying_keys keys = {0};

	for (size_t i = 0; i < pairs->count; i++) {
		const struct cell_pair *pair = &pairs->at[i];

		if (pair->base)
			compare(&keys, &pair->base->cell,
				first_of_mode(&base, &pair->base->cell));
		if (pair->fresh)
			compare(&keys, &pair->fresh->cell,
				first_of_mode(&fresh, &pair->fresh->cell));
	}
	return keys;
}

bool key_varies(const struct varying_keys *keys, const struct cell_key *key)
{
	return keys->mask >> (key - cell_keys) & 1;
}
