// SPDX-License-Identifier: GPL-2.0-only
/* The table of modes, which the build makes from the names of mode_*.c. */
#include <linux/kernel.h>
#include <linux/string.h>

#include "mode.h"

#define X(name) &mnb_mode_##name,
static const struct mnb_mode *const modes[] = {MNB_MODES};
#undef X

const struct mnb_mode *mnb_mode_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(modes); i++)
		if (!strcmp(modes[i]->info->name, name))
			return modes[i];
	return NULL;
}
