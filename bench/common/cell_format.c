// SPDX-License-Identifier: GPL-2.0-only
/* Writing the keys of a cell as text. */
#include <stdio.h>
#include <string.h>

#include "common/cell.h"
#include "common/text.h"
#include "common/units.h"

#define VALUE_TEXT_MAX CELL_SET_TEXT_MAX

static void format_set(uint64_t set, const struct cell_key *key, char *value,
		       size_t size)
{
	struct text text;
	bool first = true;

	text_begin(&text, value, size);
	if (set == cell_set_mask(key)) {
		text_append(&text, "all");
		return;
	}
	for (size_t i = 0; key->choices[i]; i++) {
		if (!(set >> i & 1))
			continue;
		text_append(&text, "%s%s", first ? "" : "+", key->choices[i]);
		first = false;
	}
}

void cell_format(const struct cell *cell, const struct cell_key *key,
		 char *text, size_t size)
{
	const struct unit *units = no_units;

	switch (key->kind) {
	case CELL_NAME:
		snprintf(text, size, "%s", (const char *)cell + key->offset);
		return;
	case CELL_CHOICE:
		snprintf(text, size, "%s",
			 cell_choice(key, cell_number(cell, key)));
		return;
	case CELL_SET:
		format_set(cell_number(cell, key), key, text, size);
		return;
	case CELL_SIZE:
		units = size_units;
		break;
	case CELL_TIME:
		units = time_units;
		break;
	case CELL_COUNT:
		break;
	}
	units_format(cell_number(cell, key), units, text, size);
}

void cell_to_line(const struct cell *cell, char *text, size_t size)
{
	const char *between = "";
	char value[VALUE_TEXT_MAX];
	struct text to;

	text_begin(&to, text, size);
	for (const struct cell_key *key = cell_keys; key->name; key++) {
		if (!cell_key_applies(cell, key))
			continue;
		cell_format(cell, key, value, sizeof(value));
		text_append(&to, "%s%s=%s", between, key->name, value);
		between = " ";
	}
}
