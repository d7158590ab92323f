// SPDX-License-Identifier: GPL-2.0-only
/* Writing the paths of files. */
#include "lib/path.h"

#include <stdarg.h>
#include <stdio.h>

void path_print(char *path, size_t size, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(path, size, format, args);
	va_end(args);
	if (n < 0 || (size_t)n >= size)
		path[0] = '\0';
}
