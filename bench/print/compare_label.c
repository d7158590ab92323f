// SPDX-License-Identifier: GPL-2.0-only
/* Naming the cells of a comparison. */
#include "print/compare_label.h"

#include <stdio.h>
#include <string.h>

#include "common/presets.h"
#include "common/text.h"

#define MODE_NAME_MAX 64

static const struct cell *base_of(const struct cell_pair *pair)
{
	return pair->base ? &pair->base->cell : &pair->fresh->cell;
}

static const struct cell *fresh_of(const struct cell_pair *pair)
{
	return pair->fresh ? &pair->fresh->cell : &pair->base->cell;
}

/* "chunked", or "chunked mlx5" of a preset */
static void mode_name(const struct cell *cell, char name[MODE_NAME_MAX])
{
	const struct preset *preset = preset_of(cell);

	snprintf(name, MODE_NAME_MAX, "%s%s%s", cell->mode, preset ? " " : "",
		 preset ? preset->name : "");
}

static void append_modes(struct text *to, const struct cell_pair *pair)
{
	char a[MODE_NAME_MAX], b[MODE_NAME_MAX];

	mode_name(base_of(pair), a);
	mode_name(fresh_of(pair), b);
	text_append(to, "%s", a);
	if (strcmp(a, b) != 0)
		text_append(to, " -> %s", b);
}

static bool is_of_preset(const struct cell *cell, const struct cell_key *key)
{
	const struct preset *preset =
		preset_decides(key) ? preset_of(cell) : NULL;

	return preset && preset_value(preset, key->name);
}

/* The value in BASE, or in NEW where the mode of BASE has no such key. */
static void append_key(struct text *to, const struct cell_pair *pair,
		       const struct cell_key *key, const char *between)
{
	const struct cell *a = base_of(pair), *b = fresh_of(pair);
	char value[CELL_SET_TEXT_MAX], other[CELL_SET_TEXT_MAX];

	if (!cell_key_applies(a, key))
		a = b;
	if (!cell_key_applies(b, key))
		b = a;
	if (!cell_key_applies(a, key) ||
	    (is_of_preset(a, key) && is_of_preset(b, key)))
		return;
	cell_format(a, key, value, sizeof(value));
	cell_format(b, key, other, sizeof(other));
	text_append(to, "%s", between);
	if (strcmp(key->name, "placement") != 0)
		text_append(to, "%s=", key->name);
	text_append(to, "%s", value);
	if (strcmp(value, other) != 0)
		text_append(to, " -> %s", other);
}

static void append_keys(struct text *to, const struct comparison *c,
			const struct cell_pair *pair, const char *between)
{
	const struct cell_key *placement = cell_key_find("placement");

	if (key_varies(&c->varying, placement))
		append_key(to, pair, placement, between);
	for (const struct cell_key *key = cell_keys; key->name; key++)
		if (key != placement && key_varies(&c->varying, key))
			append_key(to, pair, key, between);
}

void compare_label(const struct comparison *c, const struct cell_pair *pair,
		   char *text, size_t size)
{
	struct text to;

	text_begin(&to, text, size);
	text_append(&to, "%s ", base_of(pair)->workload);
	append_modes(&to, pair);
	append_keys(&to, c, pair, " ");
}

void compare_phrase(const struct comparison *c, const struct cell_pair *pair,
		    char *text, size_t size)
{
	char a[MODE_NAME_MAX], b[MODE_NAME_MAX];
	struct text to;

	mode_name(base_of(pair), a);
	mode_name(fresh_of(pair), b);
	text_begin(&to, text, size);
	text_append(&to, "%s under %s", base_of(pair)->workload, b);
	if (strcmp(a, b) != 0)
		text_append(&to, " instead of %s", a);
	append_keys(&to, c, pair, ", ");
}

void compare_place(const struct comparison *c, const struct cell_pair *pair,
		   char *text, size_t size)
{
	struct text to;

	text_begin(&to, text, size);
	text_append(&to, "%s", base_of(pair)->workload);
	append_keys(&to, c, pair, " ");
}
