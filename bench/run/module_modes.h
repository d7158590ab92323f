/* SPDX-License-Identifier: GPL-2.0-only */
/* The modes that a file of our module has. */
#ifndef MODULE_MODES_H
#define MODULE_MODES_H

#include <stdbool.h>
#include <stddef.h>

#include "common/modes.h"

/* Why a module or a kernel does not know a mode that mnbench has. */
#define MODULE_OUTDATED "its folder is older than mnbench: run 'mnbench kernel'"

/*
 * Return true if the module in the file @path was built with @mode, which is no
 * mode of the agent. If not, write one line to @why.
 */
bool module_has_mode(const char *path, const struct mode_info *mode, char *why,
		     size_t size);

#endif
