// SPDX-License-Identifier: GPL-2.0-only
/* The table of presets, made by the build from the names of their files. */
#include "common/presets.h"

#include <stdlib.h>
#include <string.h>

#include "common/text.h"

#define X(name) extern const struct preset preset_##name;
PRESETS
#undef X

#define X(name) &preset_##name,
static const struct preset *const presets[] = {PRESETS};
#undef X

#define PRESET_COUNT (sizeof(presets) / sizeof(presets[0]))

/* What a driver decides; the rest of a cell is the device and the activity. */
static const char *const decided[] = {
	"mode",       "chunk_size", "filter",     "range_size", "removal",
	"lock",       "lock_scope", "wait_in",    "wait",       "nonblock",
	"events",     "sequence",   "fault_wait", "dying",      "chunk_bytes",
	"page_bytes", "pin",
};

bool preset_decides(const struct cell_key *key)
{
	for (size_t i = 0; i < sizeof(decided) / sizeof(decided[0]); i++)
		if (strcmp(decided[i], key->name) == 0)
			return true;
	return false;
}

const struct preset *preset_at(size_t index)
{
	return index < PRESET_COUNT ? presets[index] : NULL;
}

const struct preset *preset_find(const char *name)
{
	for (size_t i = 0; i < PRESET_COUNT; i++)
		if (strcmp(presets[i]->name, name) == 0)
			return presets[i];
	return NULL;
}

void preset_names(const char *between, char *text, size_t size)
{
	struct text to;

	text_begin(&to, text, size);
	for (size_t i = 0; i < PRESET_COUNT; i++)
		text_append(&to, "%s%s", i ? between : "", presets[i]->name);
}

const struct preset_value *preset_value(const struct preset *preset,
					const char *key)
{
	for (const struct preset_value *v = preset->values; v->key; v++)
		if (strcmp(v->key, key) == 0)
			return v;
	return NULL;
}

static void set(struct cell *cell, const struct preset_value *value)
{
	if (cell_set(cell, cell_key_find(value->key), value->value, NULL))
		abort(); /* the table contradicts the keys */
}

void preset_apply(const struct preset *preset, struct cell *cell)
{
	for (const struct preset_value *v = preset->values; v->key; v++)
		set(cell, v);
}

static bool has(const struct cell *cell, const struct preset_value *value)
{
	const struct cell_key *key = cell_key_find(value->key);
	struct cell other;

	if (key->kind == CELL_NAME)
		return strcmp((const char *)cell + key->offset, value->value) ==
		       0;
	set(&other, value);
	return cell_number(cell, key) == cell_number(&other, key);
}

static bool has_all(const struct cell *cell, const struct preset *preset)
{
	for (const struct preset_value *v = preset->values; v->key; v++)
		if (!has(cell, v))
			return false;
	return true;
}

const struct preset *preset_of(const struct cell *cell)
{
	for (size_t i = 0; i < PRESET_COUNT; i++)
		if (has_all(cell, presets[i]))
			return presets[i];
	return NULL;
}
