// SPDX-License-Identifier: GPL-2.0-only
/*
 * Naming a cell by what differs from the defaults; the agent needs no names.
 */
#include <stdio.h>
#include <string.h>

#include "common/cell.h"
#include "common/presets.h"
#include "common/text.h"

/* A cell of the same workload and mode whose other keys have their default. */
static struct cell default_of(const struct cell *cell)
{
	struct cell initial;

	cell_init(&initial);
	strcpy(initial.workload, cell->workload);
	strcpy(initial.mode, cell->mode);
	cell_normalise(&initial);
	return initial;
}

bool cell_has_default(const struct cell *cell, const struct cell_key *key)
{
	struct cell initial = default_of(cell);

	return cell_number(cell, key) == cell_number(&initial, key);
}

void cell_describe(const struct cell *cell, char *text, size_t size)
{
	const struct cell_key *placement = cell_key_find("placement");
	const struct preset *preset = preset_of(cell);
	struct cell initial = default_of(cell);
	char value[CELL_SET_TEXT_MAX];
	struct text to;

	text_begin(&to, text, size);
	cell_format(cell, placement, value, sizeof(value));
	text_append(&to, "%s %s%s%s %s", cell->workload, cell->mode,
		    preset ? " " : "", preset ? preset->name : "", value);
	for (const struct cell_key *key = cell_keys; key->name; key++) {
		if (key->kind == CELL_NAME || key == placement ||
		    (preset && preset_value(preset, key->name)) ||
		    cell_number(cell, key) == cell_number(&initial, key))
			continue;
		cell_format(cell, key, value, sizeof(value));
		text_append(&to, " %s=%s", key->name, value);
	}
}
