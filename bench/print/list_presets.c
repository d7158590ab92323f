// SPDX-License-Identifier: GPL-2.0-only
/* The tables of mnbench list presets: all, or one with its sources. */
#include "common/presets.h"
#include "common/text.h"
#include "print/list.h"

#define WORDS_MAX 512

/* A row whose last column alone has text. */
static void add_text(struct table *table, const char *lead, const char *text)
{
	table_add(table, "%s", "");
	table_add(table, "%s", "");
	table_add(table, "%s%s", lead, text);
}

/* "all but soft-dirty and release" instead of the long list of the others. */
static void describe_set(const struct preset_value *value,
			 const struct cell_key *key, struct text *text)
{
	const char *between = "";
	struct cell cell = {0};
	uint64_t missing;

	cell_set(&cell, key, value->value, NULL);
	missing = cell_set_mask(key) & ~cell_number(&cell, key);
	if (!missing || __builtin_popcountll(missing) > 2) {
		text_append(text, "%s", value->value);
		return;
	}
	text_append(text, "all but ");
	for (size_t i = 0; key->choices[i]; i++) {
		if (!(missing >> i & 1))
			continue;
		text_append(text, "%s%s", between, key->choices[i]);
		between = " and ";
	}
}

static void describe_value(const struct preset_value *value, struct text *text)
{
	const struct cell_key *key = cell_key_find(value->key);

	if (key->kind == CELL_SET)
		describe_set(value, key, text);
	else
		text_append(text, "%s", value->value);
}

/* "chunk_size=1G, filter=scan, ...": all but the mode. */
static void describe(const struct preset *preset, char *words, size_t size)
{
	struct text text;

	text_begin(&text, words, size);
	for (size_t i = 1; preset->values[i].key; i++) {
		text_append(&text, "%s%s=", i > 1 ? ", " : "",
			    preset->values[i].key);
		describe_value(&preset->values[i], &text);
	}
}

struct table *list_presets_table(void)
{
	struct table *table = table_new(3, 3);
	const struct preset *preset;
	char words[WORDS_MAX];

	for (size_t i = 0; (preset = preset_at(i)); i++) {
		describe(preset, words, sizeof(words));
		table_add(table, "%s", preset->name);
		table_add(table, "%s", preset_value(preset, "mode")->value);
		table_add(table, "%s", preset->summary);
		add_text(table, "", words);
	}
	return table;
}

struct table *list_preset_table(const struct preset *preset)
{
	struct table *table = table_new(3, 3);
	char words[WORDS_MAX];
	struct text text;

	table_add(table, "%s", "preset");
	table_add(table, "%s", preset->name);
	table_add(table, "%s", preset->summary);
	if (preset->note)
		add_text(table, "note: ", preset->note);
	for (const struct preset_value *v = preset->values; v->key; v++) {
		table_add(table, "%s", v->key);
		text_begin(&text, words, sizeof(words));
		describe_value(v, &text);
		table_add(table, "%s", words);
		table_add(table, "%s: %s", v->file, v->symbol);
	}
	return table;
}
