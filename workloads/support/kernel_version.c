// SPDX-License-Identifier: GPL-2.0-only
/* The version of the running kernel. */
#include "support/kernel_version.h"

#include <stdio.h>
#include <sys/utsname.h>

unsigned int kernel_version(void)
{
	struct utsname name;
	unsigned int major, minor;

	if (uname(&name) || sscanf(name.release, "%u.%u", &major, &minor) != 2)
		return 0;
	return KERNEL(major, minor);
}
