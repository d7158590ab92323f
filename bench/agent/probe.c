// SPDX-License-Identifier: GPL-2.0-only
/* Probing whether a mode works on the running kernel. */
#include "agent/probe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/agent_mode.h"
#include "common/modes.h"
#include "lib/error.h"

int probe(const char *name)
{
	const struct mode_info *mode = mode_find(name);
	const struct agent_mode *driver = mode ? agent_mode_find(mode) : NULL;
	struct subscription subscription;
	struct error error = {
		.message = "needs mnbench.ko: measure it in a guest, or use "
			   "--module"};

	if (mode && strcmp(mode->name, "none") == 0)
		return EXIT_SUCCESS;
	if (driver && !driver->attach(&subscription, NULL, &error))
		return EXIT_SUCCESS;
	fprintf(stderr, "%s\n", error.message);
	return EXIT_FAILURE;
}
