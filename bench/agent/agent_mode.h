/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Modes that are not in our module: a driver of the kernel subscribes, because
 * this process uses it. Each mode_NAME.c defines one `const struct agent_mode
 * agent_mode_NAME`; the build finds it by its file name.
 *
 * vm/kernel.sh lists the kernel modules that such a mode needs; the agent loads
 * them before the first sample.
 */
#ifndef AGENT_MODE_H
#define AGENT_MODE_H

#include <stddef.h>

#include "lib/error.h"
#include "mode_info.h"

struct agent_mode {
	const struct mode_info *info;
	/*
	 * Make the driver subscribe to this process. Returns a file descriptor
	 * that holds the subscription until it is closed, or -1 with @error.
	 */
	int (*attach)(struct error *error);
};

/* Returns NULL for a mode of the module. */
const struct agent_mode *agent_mode_find(const struct mode_info *info);

#ifndef MNBENCH_MODE_TABLE
#define MNBENCH_MODE(ident, mode_name, covers, can, what, who) \
	static const struct mode_info ident##_info = {         \
		.name = mode_name,                             \
		.coverage = covers,                            \
		.flags = can,                                  \
		.summary = what,                               \
		.precedent = who,                              \
	}
#endif

#endif
