/* SPDX-License-Identifier: GPL-2.0-only */
/* Finding the reference of a run: the stored result to compare it with. */
#ifndef FIND_REFERENCE_H
#define FIND_REFERENCE_H

#include "lib/error.h"
#include "result/result.h"

/*
 * Find the result in @folder of the same venue, plan and environment as @fresh.
 * Files that cannot be read as results do not count. Returns its path, to be
 * freed, or NULL with a message, which also says what differs in a result of
 * the same plan and kernel if there is one.
 */
char *reference_find(const char *folder, const struct result *fresh,
		     struct error *error);

#endif
