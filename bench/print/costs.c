// SPDX-License-Identifier: GPL-2.0-only
/* Sorting and joining the figures of schemes. */
#include "print/costs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

#define NAMES_MAX   5
#define FIGURES_MAX 6
#define LARGEST     3 /* of more figures than that */

#define TEXT_MAX 512

static int largest_first(const void *a, const void *b)
{
	const struct cost *x = a, *y = b;

	if (strcmp(x->words, y->words) != 0 && x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return strcmp(x->scheme, y->scheme);
}

void costs_sort(struct costs *costs)
{
	if (costs->count)
		qsort(costs->at, costs->count, sizeof(*costs->at),
		      largest_first);
}

void costs_alloc(struct costs *costs, size_t count)
{
	costs->count = 0;
	costs->at = must_alloc(count + 1, sizeof(*costs->at));
}

struct cost *costs_add(struct costs *costs, const struct group *group,
		       size_t cell, double value)
{
	struct cost *cost = &costs->at[costs->count++];

	cost->scheme = group_scheme(group, cell);
	cost->cell = group->cells[cell]->cell;
	cost->value = value;
	return cost;
}

void costs_make(struct costs *costs, const struct group *group, bool device)
{
	costs_alloc(costs, group->count);
	for (size_t i = 0; group->none && i < group->count; i++) {
		const struct result_cell *cell = group->cells[i]->cell;
		double value = cell->stats.over_none_pct;

		if (strcmp(cell->cell.mode, "none") == 0 ||
		    (cell->cell.inflight != 0) != device || isnan(value))
			continue;
		words_percent(value, costs_add(costs, group, i, value)->words);
	}
	costs_sort(costs);
}

void costs_free(struct costs *costs)
{
	free(costs->at);
}

size_t costs_same(const struct costs *costs, size_t first)
{
	size_t end = first + 1;

	while (end < costs->count &&
	       strcmp(costs->at[end].words, costs->at[first].words) == 0)
		end++;
	return end;
}

void costs_names(const struct costs *costs, size_t first, size_t end,
		 const char *last, char *text, size_t size)
{
	size_t count = end - first;
	size_t named = count > NAMES_MAX ? NAMES_MAX - 1 : count;
	char rest[32];

	*text = '\0';
	for (size_t i = 0; i < named; i++)
		words_list(text, size, i, named + (named < count), last,
			   costs->at[first + i].scheme);
	if (named < count) {
		snprintf(rest, sizeof(rest), "%zu more", count - named);
		words_list(text, size, named, named + 1, last, rest);
	}
}

/* How many different figures there are. */
static size_t figures(const struct costs *costs)
{
	size_t count = 0;

	for (size_t i = 0; i < costs->count; i = costs_same(costs, i))
		count++;
	return count;
}

/* Whether a figure is told; @n of @all, from the largest. */
static bool is_told(size_t n, size_t all)
{
	return all <= FIGURES_MAX || n < LARGEST ||
	       n >= all - (FIGURES_MAX - LARGEST);
}

void costs_text(const struct costs *costs, const char *verb, const char *object,
		char *text, size_t size)
{
	size_t all = figures(costs), n = 0, used;
	char names[TEXT_MAX];

	*text = '\0';
	for (size_t i = 0, end; i < costs->count; i = end, n++) {
		end = costs_same(costs, i);
		if (!is_told(n, all))
			continue;
		costs_names(costs, i, end, "and", names, sizeof(names));
		used = strlen(text);
		if (n == 0)
			snprintf(text, size, "%s %s%s %s %s", names, verb,
				 end - i > 1 ? "" : "s", costs->at[i].words,
				 object);
		else
			snprintf(text + used, size - used, ", %s %s", names,
				 costs->at[i].words);
	}
}

/* Where the schemes begin that have the same words as that before @end. */
static size_t first_same(const struct costs *costs, size_t end)
{
	size_t first = end - 1;

	while (first > 0 && strcmp(costs->at[first - 1].words,
				   costs->at[end - 1].words) == 0)
		first--;
	return first;
}

void costs_under(const struct costs *costs, const char *what, char *text,
		 size_t size)
{
	size_t all = figures(costs), n = all, used;
	char names[TEXT_MAX];

	*text = '\0';
	for (size_t end = costs->count, first; end; end = first) {
		first = first_same(costs, end);
		if (!is_told(--n, all))
			continue;
		costs_names(costs, first, end, "and", names, sizeof(names));
		used = strlen(text);
		snprintf(text + used, size - used, "%s%s%s under %s",
			 used ? ", " : "", costs->at[first].words,
			 used ? "" : what, names);
	}
}
