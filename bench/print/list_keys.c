// SPDX-License-Identifier: GPL-2.0-only
/* The table of mnbench list keys. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/cell.h"
#include "common/presets.h"
#include "common/text.h"
#include "plan/plan.h"
#include "print/list.h"

/* What a key means, its default, and on a line of its own what is allowed. */
static void add_key(struct table *table, const char *name, const char *initial,
		    const char *summary, const char *allowed)
{
	table_add(table, "%s", name);
	table_add(table, "%s", initial ? initial : "required");
	table_add(table, "%s", summary);
	table_add(table, "%s", "");
	table_add(table, "%s", "");
	table_add(table, "allowed: %s", allowed);
}

/* The values that a key of a cell may have. */
static void describe_allowed(const struct cell_key *key, char *buffer,
			     size_t size)
{
	char min[64], max[64];
	struct cell low = {0}, high = {0};
	struct text text;

	text_begin(&text, buffer, size);
	if (key->kind == CELL_NAME) {
		text_append(&text, "a name, or * for all");
		return;
	}
	if (strcmp(key->name, "address_space") == 0) {
		text_append(&text, "none, the name of one in address-spaces/, "
				   "or a file whose name has a slash or ends "
				   "in .maps");
		return;
	}
	if (key->kind == CELL_CHOICE) {
		for (size_t i = 0; cell_choice(key, i); i++)
			text_append(&text, "%s%s", i ? ", " : "",
				    cell_choice(key, i));
		return;
	}
	if (key->kind == CELL_SET) {
		text_append(&text, "all, or joined by +:");
		for (size_t i = 0; key->choices[i]; i++)
			text_append(&text, "%s %s", i ? "," : "",
				    key->choices[i]);
		return;
	}
	*(uint64_t *)((char *)&low + key->offset) = key->min;
	*(uint64_t *)((char *)&high + key->offset) = key->max;
	cell_format(&low, key, min, sizeof(min));
	cell_format(&high, key, max, sizeof(max));
	text_append(&text, "%s to %s", min, max);
}

/* The preset is no key of a cell: it stands for several. */
static void add_preset_key(struct table *table)
{
	char names[256];

	preset_names(", ", names, sizeof(names));
	add_key(table, PRESET_KEY, "-",
		"drivers to measure: each is a mode with all of its policies "
		"(list presets); * for all",
		names);
}

static void add_plan_keys(struct table *table)
{
	for (const struct plan_key *key = plan_keys; key->name; key++) {
		char name[64], allowed[64] = "text";

		snprintf(name, sizeof(name), "[plan] %s", key->name);
		if (key->max)
			snprintf(allowed, sizeof(allowed),
				 "%" PRIu64 " to %" PRIu64, key->min, key->max);
		add_key(table, name, key->initial, key->summary, allowed);
	}
}

struct table *list_keys_table(void)
{
	struct table *table = table_new(3, 3);
	char allowed[256];

	add_plan_keys(table);
	for (const struct cell_key *key = cell_keys; key->name; key++) {
		describe_allowed(key, allowed, sizeof(allowed));
		add_key(table, key->name, key->initial, key->summary, allowed);
	}
	add_preset_key(table);
	return table;
}
