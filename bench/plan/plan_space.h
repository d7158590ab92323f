/* SPDX-License-Identifier: GPL-2.0-only */
/* Finding and reading the address spaces that a plan names. */
#ifndef PLAN_SPACE_H
#define PLAN_SPACE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/error.h"

/*
 * Make the word of an address space (common/address_space.h) of what a plan
 * says: "none"; the name of one that ships; or a file, whose name has a slash
 * or ends in .maps, in the folder of the file @plan (NULL: in the current one),
 * or in the suite's. Returns the word, or NULL with @error.
 */
const char *plan_space_word(const char *plan, const char *value,
			    struct error *error);

/* Those of a plan, by their numbers; a zeroed one has none. */
#define PLAN_SPACES_MAX 64
struct plan_spaces {
	uint64_t numbers[PLAN_SPACES_MAX];
	size_t count;
};

/* Add one, which may be in it already. Returns 0, or -1 with @error. */
int plan_spaces_add(struct plan_spaces *spaces, uint64_t number,
		    struct error *error);

#endif
