/* SPDX-License-Identifier: GPL-2.0-only */
/* Measuring one commit of a bisection: building it, and running a plan. */
#ifndef COMMIT_H
#define COMMIT_H

#include "judge/side.h"
#include "lib/error.h"

struct commit {
	char *const
		*build;   /* the command that builds it, as argv; NULL: none */
	const char *plan; /* a name, or the path of a plan file */
	const char *kernel; /* a prepared kernel: a name, or its folder */
	const char *cell;   /* "KEY=VALUE ...": measure only these; NULL: all */
};

enum commit_status {
	COMMIT_MEASURED,
	COMMIT_UNTESTABLE, /* it cannot be built or measured */
	COMMIT_FAILED,     /* no commit could be measured now */
};

/*
 * Build and measure a commit, and load the result. Children print to standard
 * error. Gives a message in all cases but COMMIT_MEASURED. side_free() in any
 * case.
 */
enum commit_status commit_measure(const struct commit *commit,
				  struct side *result, struct error *error);

#endif
