// SPDX-License-Identifier: GPL-2.0-only
/* Finding the keys in which the cells of a table differ, and naming cells. */
#include "print/row_keys.h"

#include <string.h>

#include "common/presets.h"
#include "common/text.h"
#include "judge/cell_match.h"

void row_keys_add(struct row_keys *keys, const struct cell *first,
		  const struct cell *cell)
{
	for (const struct cell_key *key = cell_keys; key->name; key++)
		if (key->kind != CELL_NAME && !cell_key_is_effort(key) &&
		    cell_number(first, key) != cell_number(cell, key))
			keys->mask |= UINT64_C(1) << (key - cell_keys);
}

static void append_keys(struct text *to, const struct row_keys *keys,
			const struct cell *cell, const char *between)
{
	const struct preset *preset = preset_of(cell);
	char value[CELL_SET_TEXT_MAX];

	for (const struct cell_key *key = cell_keys; key->name; key++) {
		if (!(keys->mask >> (key - cell_keys) & 1) ||
		    !cell_key_applies(cell, key) ||
		    (preset && preset_value(preset, key->name)))
			continue;
		cell_format(cell, key, value, sizeof(value));
		if (strcmp(key->name, "placement") == 0)
			text_append(to, "%s%s", between, value);
		else
			text_append(to, "%s%s=%s", between, key->name, value);
	}
}

void row_place(const struct row_keys *keys, const struct cell *cell, char *text,
	       size_t size)
{
	struct text to;

	text_begin(&to, text, size);
	text_append(&to, "%s", cell->workload);
	append_keys(&to, keys, cell, " ");
}

void row_phrase(const struct row_keys *keys, const struct cell *cell,
		char *text, size_t size)
{
	const struct preset *preset = preset_of(cell);
	struct text to;

	text_begin(&to, text, size);
	text_append(&to, "%s under %s%s%s", cell->workload, cell->mode,
		    preset ? " " : "", preset ? preset->name : "");
	append_keys(&to, keys, cell, ", ");
}
