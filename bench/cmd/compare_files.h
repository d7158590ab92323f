/* SPDX-License-Identifier: GPL-2.0-only */
/* The files that mnbench compare writes for CI systems. */
#ifndef COMPARE_FILES_H
#define COMPARE_FILES_H

#include <argp.h>

#include "judge/comparison.h"
#include "lib/error.h"

#define KCIDB_ORIGIN "mnbench"

/* What the user asked for; NULL where an option was not given. */
struct compare_files {
	const char *junit, *kcidb; /* paths */
	const char *origin;        /* in KCIDB; NULL: KCIDB_ORIGIN */
};

/* Refuse an origin that KCIDB does not allow, as argp_failure() does. */
void compare_files_origin(struct compare_files *files, const char *origin,
			  struct argp_state *state);

/* Write the files. Returns 0, or -1 with a message. */
int compare_files_write(const struct compare_files *files,
			const struct comparison *c, struct error *error);

#endif
