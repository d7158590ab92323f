// SPDX-License-Identifier: GPL-2.0-only
/* Comparing the plans of two sides. */
#include "judge/plan_diff.h"

#include <jansson.h>
#include <string.h>

#include "common/text.h"
#include "judge/cell_match.h"

/* The values of a key that are listed; more tell a reader nothing. */
#define VALUES_MAX 5

static struct plan_difference *add(struct plan_diff *diff, const char *name)
{
	struct plan_difference *d;

	if (diff->count == PLAN_DIFFERENCES_MAX)
		return NULL;
	d = &diff->at[diff->count++];
	snprintf(d->name, sizeof(d->name), "%s", name);
	return d;
}

static void print_value(const json_t *value, char *text, size_t size)
{
	struct text to;
	json_t *item;
	size_t i;

	if (json_is_string(value)) {
		snprintf(text, size, "%s", json_string_value(value));
	} else if (json_is_integer(value)) {
		snprintf(text, size, "%" JSON_INTEGER_FORMAT,
			 json_integer_value(value));
	} else if (json_array_size(value)) {
		text_begin(&to, text, size);
		json_array_foreach(value, i, item)
			text_append(&to, "%s%s", i ? " " : "",
				    json_string_value(item));
	} else {
		snprintf(text, size, "none");
	}
}

static const char *shown_name(const char *name)
{
	return strcmp(name, "set") == 0 ? "--set" : name;
}

/* The members of a plan except its text, which says what these say. */
static void compare_members(struct plan_diff *diff, const json_t *base,
			    const json_t *fresh)
{
	static const char *const members[] = {"name", "samples", "set", "seed",
					      "batch_cells"};

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		const json_t *a = json_object_get(base, members[i]);
		const json_t *b = json_object_get(fresh, members[i]);
		struct plan_difference *d;

		if (!a || !b || json_equal(a, b))
			continue;
		d = add(diff, shown_name(members[i]));
		if (!d)
			return;
		print_value(a, d->base, sizeof(d->base));
		print_value(b, d->fresh, sizeof(d->fresh));
	}
}

/* The values that a key has among the cells of a side, in their order. */
struct values {
	size_t count;
	uint64_t at[VALUES_MAX];
	struct text text;
	char buffer[128];
};

static void add_value(struct values *values, const struct cell *cell,
		      const struct cell_key *key)
{
	uint64_t value = cell_number(cell, key);
	char text[64];

	for (size_t i = 0; i < values->count; i++)
		if (values->at[i] == value)
			return;
	if (values->count == VALUES_MAX)
		return;
	values->at[values->count] = value;
	cell_format(cell, key, text, sizeof(text));
	text_append(&values->text, "%s%s", values->count++ ? "," : "", text);
}

/* How many operations the cells have that are compared. */
static void compare_effort(struct plan_diff *diff,
			   const struct cell_pairs *pairs,
			   const struct cell_key *key)
{
	struct values base = {0}, fresh = {0};
	struct plan_difference *d;

	text_begin(&base.text, base.buffer, sizeof(base.buffer));
	text_begin(&fresh.text, fresh.buffer, sizeof(fresh.buffer));
	for (size_t i = 0; i < pairs->count; i++) {
		const struct cell_pair *pair = &pairs->at[i];

		if (!pair->base || !pair->fresh ||
		    cell_number(&pair->base->cell, key) ==
			    cell_number(&pair->fresh->cell, key))
			continue;
		add_value(&base, &pair->base->cell, key);
		add_value(&fresh, &pair->fresh->cell, key);
	}
	d = base.count ? add(diff, key->name) : NULL;
	if (!d)
		return;
	snprintf(d->base, sizeof(d->base), "%s", base.buffer);
	snprintf(d->fresh, sizeof(d->fresh), "%s", fresh.buffer);
}

/* Cells that one side alone has. */
static void compare_cells(struct plan_diff *diff,
			  const struct cell_pairs *pairs)
{
	size_t base = 0, fresh = 0;
	struct plan_difference *d;

	/* Modes have other cells by themselves. */
	if (pairs->base->mode || pairs->fresh->mode)
		return;
	for (size_t i = 0; i < pairs->count; i++) {
		base += !pairs->at[i].fresh;
		fresh += !pairs->at[i].base;
	}
	d = base || fresh ? add(diff, "cells of one side alone") : NULL;
	if (!d)
		return;
	snprintf(d->base, sizeof(d->base), "%zu", base);
	snprintf(d->fresh, sizeof(d->fresh), "%zu", fresh);
}

/* The first run of either side whose plan is not that of @first. */
static const json_t *other_plan(const struct cell_pairs *pairs,
				const json_t *first)
{
	const struct side *sides[] = {pairs->fresh, pairs->base};
	struct plan_diff diff = {0};

	for (size_t s = 0; s < 2; s++)
		for (size_t i = 0; i < sides[s]->count; i++) {
			const json_t *plan = json_object_get(
				sides[s]->runs[i]->root, "plan");

			compare_members(&diff, first, plan);
			if (diff.count)
				return plan;
		}
	return first;
}

struct plan_diff plan_diff_of(const struct cell_pairs *pairs)
{
	const json_t *first =
		json_object_get(pairs->base->runs[0]->root, "plan");
	struct plan_diff diff = {0};

	compare_members(&diff, first, other_plan(pairs, first));
	for (const struct cell_key *key = cell_keys; key->name; key++)
		if (cell_key_is_effort(key))
			compare_effort(&diff, pairs, key);
	compare_cells(&diff, pairs);
	return diff;
}
