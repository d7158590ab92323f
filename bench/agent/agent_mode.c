// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of the agent's modes, made by the build from the names of their
 * files.
 */
#include "agent/agent_mode.h"

#include <stdio.h>
#include <string.h>

#define X(name) extern const struct agent_mode agent_mode_##name;
AGENT_MODES
#undef X

#define X(name) &agent_mode_##name,
static const struct agent_mode *const agent_modes[] = {AGENT_MODES};
#undef X

#define COUNT (sizeof(agent_modes) / sizeof(*agent_modes))

const struct agent_mode *agent_mode_find(const struct mode_info *info)
{
	for (size_t i = 0; i < COUNT; i++)
		if (strcmp(agent_modes[i]->info->name, info->name) == 0)
			return agent_modes[i];
	return NULL;
}

void agent_modes_start(void)
{
	for (size_t i = 0; i < COUNT; i++) {
		const struct agent_mode *mode = agent_modes[i];
		struct error error = {0};

		if (mode->start && mode->start(&error))
			fprintf(stderr, "init: %s\n", error.message);
	}
}
