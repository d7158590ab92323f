// SPDX-License-Identifier: GPL-2.0-only
/* Reading which modes a module has: it lists them in .modinfo. */
#include "run/module_modes.h"

#include <stdio.h>
#include <string.h>

#include "lib/modinfo.h"

bool module_has_mode(const char *path, const struct mode_info *mode, char *why,
		     size_t size)
{
	struct modinfo info;
	const char *unsupported;
	bool has = false;

	if (modinfo_load(&info, path)) {
		snprintf(why, size, "its mnbench.ko is no kernel module");
		return false;
	}
	unsupported = modinfo_find(&info, "mode_unsupported", mode->name);
	if (unsupported)
		snprintf(why, size, "%s",
			 unsupported + strspn(unsupported, ": "));
	else if (modinfo_find(&info, "mode", mode->name))
		has = true;
	else
		snprintf(why, size, MODULE_OUTDATED);
	modinfo_free(&info);
	return has;
}
