/* SPDX-License-Identifier: GPL-2.0-only */
/* Finding the name that a misspelt word was meant to be. */
#ifndef NEAREST_H
#define NEAREST_H

#include <stddef.h>

struct nearest {
	const char *word;
	const char *name; /* the nearest so far; NULL: none is near */
	size_t distance;  /* of @name */
};

/* Begin to look for the name nearest to @word. */
struct nearest nearest_begin(const char *word);

/*
 * Try a name, which must outlive @nearest. It is near if at most a third of the
 * word has to be changed (a letter replaced, added, left out, or two swapped),
 * or if the word is the begin of it. The first of equally near names stays.
 */
void nearest_try(struct nearest *nearest, const char *name);

#define NEAREST_HINT_MAX 96

/*
 * Write "; did you mean 'NAME'?" for the end of a message; "" where no name is
 * near. Returns @hint.
 */
const char *nearest_hint(const struct nearest *nearest,
			 char hint[NEAREST_HINT_MAX]);

#endif
