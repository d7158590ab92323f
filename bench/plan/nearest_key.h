/* SPDX-License-Identifier: GPL-2.0-only */
/* Finding the key of a plan that a misspelt one was meant to be. */
#ifndef NEAREST_KEY_H
#define NEAREST_KEY_H

#include <stdbool.h>

#include "lib/nearest.h"

/*
 * Write the hint of nearest_hint() for @name among the keys of section [plan]
 * if @plan, and among those of sections [cells] if @cell.
 */
void nearest_key_hint(const char *name, bool plan, bool cell,
		      char hint[NEAREST_HINT_MAX]);

#endif
