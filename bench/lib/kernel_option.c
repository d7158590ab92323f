// SPDX-License-Identifier: GPL-2.0-only
/* Options in the configuration of a kernel. */
#include "lib/kernel_option.h"

#include <string.h>

char kernel_option(const char *config, const char *option)
{
	size_t length = strlen(option);

	for (const char *at = config; (at = strstr(at, option)); at += length) {
		const char *value = at + length;

		if ((at == config || at[-1] == '\n') && value[0] == '=' &&
		    (value[1] == 'y' || value[1] == 'm') &&
		    (value[2] == '\n' || !value[2]))
			return value[1];
	}
	return 0;
}
