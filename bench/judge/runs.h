/* SPDX-License-Identifier: GPL-2.0-only */
/* Lists of runs that are loaded from result files and folders of them. */
#ifndef RUNS_H
#define RUNS_H

#include <stddef.h>

#include "lib/error.h"
#include "result/result.h"

struct runs {
	struct result **at;
	size_t count;
};

/* Reads a file: result_load() or result_or_reference_load(). */
typedef struct result *(*run_reader)(const char *path, struct error *error);

/*
 * Add the run of a file. Returns 0, or -1 with a message; the list is
 * valid in either case.
 */
int runs_add_file(struct runs *runs, const char *path, run_reader read,
		  struct error *error);

/* Add the run of a file, or the runs of all files of a folder. */
int runs_add(struct runs *runs, const char *path, run_reader read,
	     struct error *error);

void runs_free(struct runs *runs);

#endif
