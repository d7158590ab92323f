/* SPDX-License-Identifier: GPL-2.0-only */
/* The names of the plans that ship: the files of plans/ and its folders. */
#ifndef PLAN_NAMES_H
#define PLAN_NAMES_H

#include <stddef.h>

#include "lib/error.h"

/*
 * In the order of the alphabet, without their ending .ini: "quick",
 * "reports/twopass".
 */
struct plan_names {
	char **name;
	size_t count;
};

/*
 * List the plans of the suite in @suite_dir. Returns 0, or -1 with an error;
 * plan_names_free() is due in both cases.
 */
int plan_names_list(struct plan_names *names, const char *suite_dir,
		    struct error *error);
void plan_names_free(struct plan_names *names);

#endif
