/* SPDX-License-Identifier: GPL-2.0-only */
/* Asking the user whether the module may be loaded into the running kernel. */
#ifndef HOST_CONFIRM_H
#define HOST_CONFIRM_H

#include <stdbool.h>

#include "host/host_paths.h"
#include "lib/error.h"

/*
 * Say what is going to happen to the kernel of release @release, and ask on the
 * terminal, unless the user has said @yes already. Returns 0 if it may happen,
 * or -1 with an error.
 */
int confirm_module(const struct host_paths *paths, const char *release,
		   const char *module, bool yes, struct error *error);

#endif
