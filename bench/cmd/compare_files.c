// SPDX-License-Identifier: GPL-2.0-only
/* Writing a comparison to files for CI systems. */
#include "cmd/compare_files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "lib/exit.h"
#include "print/compare_junit.h"
#include "print/compare_kcidb.h"
#include "print/json.h"

void compare_files_origin(struct compare_files *files, const char *origin,
			  struct argp_state *state)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

	if (!origin[0] || origin[strspn(origin, allowed)])
		argp_failure(state, STATUS_BAD, 0,
			     "--origin cannot be '%s'; allowed: lower-case "
			     "letters, digits and '_'",
			     origin);
	files->origin = origin;
}

static int fail(const char *path, struct error *error)
{
	return error_set(error, "cannot write %s: %s", path, strerror(errno));
}

/* Closes @to. */
static int finish(const char *path, FILE *to, struct error *error)
{
	int bad = ferror(to);

	return fclose(to) || bad ? fail(path, error) : 0;
}

static int write_junit(const char *path, const struct comparison *c,
		       struct error *error)
{
	FILE *to = fopen(path, "we");

	if (!to)
		return fail(path, error);
	compare_junit(c, to);
	return finish(path, to, error);
}

static int write_kcidb(const char *path, const char *origin,
		       const struct comparison *c, struct error *error)
{
	FILE *to = fopen(path, "we");

	if (!to)
		return fail(path, error);
	if (json_print(compare_kcidb(c, origin), to, error)) {
		fclose(to);
		return -1;
	}
	return finish(path, to, error);
}

int compare_files_write(const struct compare_files *files,
			const struct comparison *c, struct error *error)
{
	const char *origin = files->origin ? files->origin : KCIDB_ORIGIN;

	if (files->junit && write_junit(files->junit, c, error))
		return -1;
	if (files->kcidb && write_kcidb(files->kcidb, origin, c, error))
		return -1;
	return 0;
}
