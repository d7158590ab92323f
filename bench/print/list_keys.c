// SPDX-License-Identifier: GPL-2.0-only
/* The tables of mnbench list keys and mnbench list presets. */
#include <inttypes.h>
#include <stdio.h>

#include "common/cell.h"
#include "common/presets.h"
#include "plan/plan.h"
#include "print/list.h"

/* The values that a key of a cell may have. */
static void add_allowed(struct table *table, const struct cell_key *key)
{
	char min[64], max[64], words[128] = "";
	struct cell low = {0}, high = {0};

	if (key->kind == CELL_NAME) {
		table_add(table, "a name, or * for all");
		return;
	}
	if (key->kind == CELL_CHOICE) {
		for (size_t i = 0, n = 0; cell_choice(key, i); i++)
			n += (size_t)snprintf(words + n, sizeof(words) - n,
					      "%s%s", i ? ", " : "",
					      cell_choice(key, i));
		table_add(table, "%s", words);
		return;
	}
	*(uint64_t *)((char *)&low + key->offset) = key->min;
	*(uint64_t *)((char *)&high + key->offset) = key->max;
	cell_format(&low, key, min, sizeof(min));
	cell_format(&high, key, max, sizeof(max));
	table_add(table, "%s to %s", min, max);
}

/* The preset is no key of a cell: it stands for two. */
static void add_preset_key(struct table *table)
{
	char names[128];
	size_t n = 0;

	for (const struct preset *preset = presets; preset->name; preset++)
		n += (size_t)snprintf(names + n, sizeof(names) - n, "%s%s",
				      n ? ", " : "", preset->name);
	table_add(table, PRESET_KEY);
	table_add(table, "-");
	table_add(table, "%s", names);
	table_add(table, "chunk_size and removal of a driver (list presets)");
}

static void add_plan_keys(struct table *table)
{
	for (const struct plan_key *key = plan_keys; key->name; key++) {
		table_add(table, "[plan] %s", key->name);
		table_add(table, "%s",
			  key->initial ? key->initial : "required");
		if (key->max)
			table_add(table, "%" PRIu64 " to %" PRIu64, key->min,
				  key->max);
		else
			table_add(table, "text");
		table_add(table, "%s", key->summary);
	}
}

struct table *list_keys_table(void)
{
	struct table *table = table_new(4, 4);

	add_plan_keys(table);
	for (const struct cell_key *key = cell_keys; key->name; key++) {
		table_add(table, "%s", key->name);
		table_add(table, "%s",
			  key->initial ? key->initial : "required");
		add_allowed(table, key);
		table_add(table, "%s", key->summary);
	}
	add_preset_key(table);
	return table;
}

struct table *list_presets_table(void)
{
	struct table *table = table_new(5, 5);
	char chunk_size[64], removal[64];

	for (const struct preset *preset = presets; preset->name; preset++) {
		struct cell cell = {.chunk_size = preset->chunk_size,
				    .removal = preset->removal};

		cell_format(&cell, cell_key_find("chunk_size"), chunk_size,
			    sizeof(chunk_size));
		cell_format(&cell, cell_key_find("removal"), removal,
			    sizeof(removal));
		table_add(table, "%s", preset->name);
		table_add(table, "%s", chunk_size);
		table_add(table, "%s", removal);
		table_add(table, "%s", preset->summary);
		table_add(table, "%s", preset->source);
	}
	return table;
}
