/* SPDX-License-Identifier: GPL-2.0-only */
/* Taking back what the state file says that a run changed. */
#ifndef HOST_REPAIR_H
#define HOST_REPAIR_H

#include <stdbool.h>

#include "host/host_paths.h"
#include "lib/error.h"

/*
 * Unload the module, undo the changes and remove the state file. The caller
 * holds the lock. What cannot be taken back stays in the file. @any: whether
 * there was a state file. Returns 0, or -1 with an error.
 */
int host_repair(const struct host_paths *paths, bool *any, struct error *error);

#endif
