// SPDX-License-Identifier: GPL-2.0-only
/* Finding the folder of the suite. */
#include "lib/suite_dir.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/path.h"

static int from_environment(const char *home, char *path, size_t size,
			    struct error *error)
{
	char *real = realpath(home, NULL);

	if (!real || strlen(real) >= size) {
		free(real);
		return error_set(error, "MNBENCH_HOME '%s': %s", home,
				 strerror(errno));
	}
	strcpy(path, real);
	free(real);
	return 0;
}

/* Where `make install` puts the suite, seen from the folder above bin. */
#define INSTALLED "lib/mnbench"

static bool is_installed_in(const char *prefix)
{
	char path[PATH_ROOM];

	path_print(path, sizeof(path), "%s/" INSTALLED "/vm", prefix);
	return access(path, F_OK) == 0;
}

int suite_dir_find(char *path, size_t size, struct error *error)
{
	const char *home = getenv("MNBENCH_HOME");
	char prefix[PATH_MAX];
	ssize_t n;

	if (home && home[0])
		return from_environment(home, path, size, error);
	n = readlink("/proc/self/exe", prefix, sizeof(prefix) - 1);
	if (n < 0)
		return error_set(error, "/proc/self/exe: %s", strerror(errno));
	prefix[n] = '\0';
	for (int level = 0; level < 2; level++) {
		char *slash = strrchr(prefix, '/');

		if (slash)
			*slash = '\0';
	}
	path_print(path, size, "%s%s", prefix,
		   is_installed_in(prefix) ? "/" INSTALLED : "");
	return 0;
}
