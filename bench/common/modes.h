/* SPDX-License-Identifier: GPL-2.0-only */
/* The table of modes: those of the module and those of the agent. */
#ifndef MODES_H
#define MODES_H

#include <stdbool.h>
#include <stddef.h>

#include "mode_info.h"

/*
 * The mode at an index, in the order of the source files; NULL after the last.
 */
const struct mode_info *mode_at(size_t index);
const struct mode_info *mode_find(const char *name);

/* Whether a mode is a ruler: it measures the suite itself. */
bool mode_is_ruler(const struct mode_info *mode);

/*
 * Whether `mode = *` in a plan includes a mode: rulers are not, nor modes that
 * subscribe to no ranges, nor those that some kernels do not have, so that a
 * plan has the same cells on all kernels.
 */
bool mode_is_common(const struct mode_info *mode);

/*
 * The modes in the order of tables: the baseline first, then by coverage,
 * rulers last. Fills @table with at most @max modes and returns their number.
 */
size_t modes_ordered(const struct mode_info **table, size_t max);

#define MODES_MAX 64

#endif
