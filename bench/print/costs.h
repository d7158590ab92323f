/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Figures of several schemes, told in one sentence: the largest first, with
 * schemes together that have the same figure once it is rounded.
 */
#ifndef PRINT_COSTS_H
#define PRINT_COSTS_H

#include <stdbool.h>
#include <stddef.h>

#include "print/groups.h"
#include "print/words.h"

struct cost {
	const char *scheme; /* borrowed from the view */
	const struct result_cell *cell;
	double value;
	char words[WORDS_MAX]; /* the value */
};

struct costs {
	size_t count;
	struct cost *at;
};

/*
 * What the schemes of @group with a device, or without one, add to the baseline
 * in percent, the most first. None without a baseline.
 */
void costs_make(struct costs *costs, const struct group *group, bool device);
void costs_free(struct costs *costs);

/* Room for @count costs, and one more; the caller fills it. */
void costs_alloc(struct costs *costs, size_t count);

/* Add a figure of cell number @cell of a group, without its words. */
struct cost *costs_add(struct costs *costs, const struct group *group,
		       size_t cell, double value);

/* Sort costs by value, the largest first; equal ones by the name. */
void costs_sort(struct costs *costs);

/* The last of the costs from @first on that have the same words, plus one. */
size_t costs_same(const struct costs *costs, size_t first);

/*
 * Write the schemes @first to @end (exclusive): "chunked, level and region". Of
 * more than five it counts the rest.
 */
void costs_names(const struct costs *costs, size_t first, size_t end,
		 const char *last, char *text, size_t size);

/*
 * Write "global @verb 43 % @object, whole 45 %, chunked 1.5 %". More than six
 * figures are cut to the three largest and the three smallest.
 */
void costs_text(const struct costs *costs, const char *verb, const char *object,
		char *text, size_t size);

/*
 * Write the same, the smallest first, with @what behind its figure: "1.5 %
 * longer under chunked, 43 % under global, 45 % under whole".
 */
void costs_under(const struct costs *costs, const char *what, char *text,
		 size_t size);

#endif
