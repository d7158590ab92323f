/* SPDX-License-Identifier: GPL-2.0-only */
/* Our module in the running kernel: loading and unloading it. */
#ifndef HOST_MODULE_H
#define HOST_MODULE_H

#include <stdbool.h>
#include <stddef.h>

#include "host/host_paths.h"
#include "lib/error.h"

/* Whether a module named mnbench is loaded, whoever loaded it. */
bool module_is_loaded(const struct host_paths *paths);

/* Load the file. Returns 0, or -1 with an error that says what the kernel has
 * against it. */
int module_load(const char *path, struct error *error);

/*
 * Unload it, and wait up to @wait_s seconds until nobody uses it: an open
 * session holds it, and ends at the latest with its process. Never forces it.
 * Returns 0, also if it is not loaded, or -1 with an error that names a user.
 */
int module_unload(double wait_s, struct error *error);

#endif
