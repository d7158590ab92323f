// SPDX-License-Identifier: GPL-2.0-only
/* Writing the paths of files. */
#include "lib/path.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

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

static int make_one(const char *path)
{
	return mkdir(path, 0777) && errno != EEXIST ? -1 : 0;
}

int path_make_folder(const char *path)
{
	char above[PATH_ROOM];

	path_print(above, sizeof(above), "%s", path);
	for (char *at = above; *at && (at = strchr(at + 1, '/'));) {
		int ret;

		*at = '\0';
		ret = make_one(above);
		*at = '/';
		if (ret)
			return -1;
	}
	return make_one(path);
}
