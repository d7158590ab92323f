// SPDX-License-Identifier: GPL-2.0-only
/* Writing the files of a report. */
#include "report/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/memory.h"

/* Make a folder with all folders above it. Returns 0, or -1 with errno. */
static int make_path(const char *path)
{
	char *part = must_printf("%s", path);
	int failed = 0;

	for (char *slash = part; !failed && *slash; slash++) {
		if (*slash != '/' || slash == part)
			continue;
		*slash = '\0';
		failed = mkdir(part, 0777) && errno != EEXIST;
		*slash = '/';
	}
	if (!failed)
		failed = mkdir(part, 0777) && errno != EEXIST;
	free(part);
	return failed ? -1 : 0;
}

int output_make_folder(const char *folder, struct error *error)
{
	char *data = must_printf("%s/data", folder);
	int failed = make_path(data) || access(data, W_OK | X_OK);

	if (failed)
		error_set(error,
			  "-o cannot be '%s'; allowed: a folder that can be "
			  "written to: %s",
			  folder, strerror(errno));
	free(data);
	return failed ? -1 : 0;
}

static char *partial_path(const char *path)
{
	return must_printf("%s.part", path);
}

FILE *output_begin(const char *path, struct error *error)
{
	char *partial = partial_path(path);
	FILE *file = fopen(partial, "w");

	if (!file)
		error_set(error, "cannot write %s: %s", path, strerror(errno));
	free(partial);
	return file;
}

int output_finish(FILE *file, const char *path, bool failed,
		  struct error *error)
{
	char *partial = partial_path(path);
	bool lost = ferror(file) != 0;

	lost = fclose(file) || lost;
	if (!lost && !failed)
		lost = rename(partial, path) != 0;
	if (lost && !failed)
		error_set(error, "cannot write %s: %s", path, strerror(errno));
	if (lost || failed)
		unlink(partial);
	free(partial);
	return lost || failed ? -1 : 0;
}
