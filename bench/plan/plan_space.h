/* SPDX-License-Identifier: GPL-2.0-only */
/* Finding and reading the address spaces that a plan names. */
#ifndef PLAN_SPACE_H
#define PLAN_SPACE_H

#include <stdbool.h>

#include "lib/error.h"

/*
 * Make the word of an address space (common/address_space.h) of what a plan
 * says: "none"; the name of one that ships; or a file, whose name has a slash
 * or ends in .maps, in the folder of the file @plan, or the suite's. Messages
 * call the plan by that file, too. Returns the word, or NULL with @error.
 */
const char *plan_space_word(const char *plan, const char *value,
			    struct error *error);

#endif
