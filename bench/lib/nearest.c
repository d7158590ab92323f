// SPDX-License-Identifier: GPL-2.0-only
/* Finding the name that a misspelt word was meant to be. */
#include "lib/nearest.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define WORD_MAX 64 /* longer words are near to nothing */

struct nearest nearest_begin(const char *word)
{
	return (struct nearest){.word = word, .distance = SIZE_MAX};
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t low = a < b ? a : b;

	return low < c ? low : c;
}

/*
 * How many letters must be replaced, added, left out or swapped with the next:
 * row i, column j of @cost is that for the first i and j letters.
 */
static size_t distance(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);
	size_t cost[WORD_MAX + 1][WORD_MAX + 1];

	for (size_t i = 0; i <= n; i++)
		cost[i][0] = i;
	for (size_t j = 0; j <= m; j++)
		cost[0][j] = j;
	for (size_t i = 1; i <= n; i++) {
		for (size_t j = 1; j <= m; j++) {
			size_t differs = a[i - 1] != b[j - 1];

			cost[i][j] =
				least(cost[i - 1][j] + 1, cost[i][j - 1] + 1,
				      cost[i - 1][j - 1] + differs);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] &&
			    cost[i - 2][j - 2] + 1 < cost[i][j])
				cost[i][j] = cost[i - 2][j - 2] + 1;
		}
	}
	return cost[n][m];
}

void nearest_try(struct nearest *nearest, const char *name)
{
	size_t length = strlen(nearest->word);
	size_t d, most = length / 3 ? length / 3 : 1;

	if (length < 2 || length > WORD_MAX || strlen(name) > WORD_MAX)
		return;
	d = distance(nearest->word, name);
	if (d > most && strncmp(name, nearest->word, length) != 0)
		return;
	if (d >= nearest->distance)
		return;
	nearest->distance = d;
	nearest->name = name;
}

const char *nearest_hint(const struct nearest *nearest,
			 char hint[NEAREST_HINT_MAX])
{
	hint[0] = '\0';
	if (nearest->name)
		snprintf(hint, NEAREST_HINT_MAX, "; did you mean '%s'?",
			 nearest->name);
	return hint;
}
