/* SPDX-License-Identifier: GPL-2.0-only */
/* The modes of the module this was built with, and of the agent, as userspace
 * knows them. */
#ifndef MODES_H
#define MODES_H

#include <stdbool.h>
#include <stddef.h>

#include "mode_info.h"

/* The mode at an index, in the order of the module's files; NULL behind the last. */
const struct mode_info *mode_at(size_t index);
const struct mode_info *mode_find(const char *name);

/* A ruler measures the suite itself. */
bool mode_is_ruler(const struct mode_info *mode);

/*
 * Whether "all modes" of a plan include it: no ruler, and no mode that some
 * kernels lack, so that a plan has the same cells everywhere.
 */
bool mode_is_common(const struct mode_info *mode);

/*
 * The modes as a reader wants them: the baseline first, then by what they cover,
 * rulers last. Fills @table with at most @max and returns how many there are.
 */
size_t modes_ordered(const struct mode_info **table, size_t max);

#define MODES_MAX 64

#endif
