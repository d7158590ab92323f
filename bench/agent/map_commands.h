/* SPDX-License-Identifier: GPL-2.0-only */
/* The device commands that map a part of the region. */
#ifndef AGENT_MAP_COMMANDS_H
#define AGENT_MAP_COMMANDS_H

#include "agent/layout.h"
#include "mnbench_abi.h"

/*
 * Make the MAP commands for the runs that have a byte in [start, start + size),
 * to be freed; *count: how many. Returns NULL if there is no memory.
 */
struct mnbench_command *map_commands(const struct layout *layout,
				     uintptr_t start, size_t size,
				     size_t *count);

#endif
