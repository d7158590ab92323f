/* SPDX-License-Identifier: GPL-2.0-only */
/* Where a run stores its result, and its batches until all are there. */
#ifndef OUTPUT_PATHS_H
#define OUTPUT_PATHS_H

#include "lib/error.h"
#include "lib/path.h"
#include "plan/plan.h"
#include "run/environment.h"

struct output_paths {
	char result[PATH_ROOM];
	char partial[PATH_ROOM]; /* result/partial.h */
};

/*
 * Choose where a run stores. @result: the file that the user named; NULL:
 * results/PLAN-VENUE-KERNEL.json in the suite's folder. Returns 0, or -1 with a
 * message if nothing can be stored there.
 */
int output_paths_choose(struct output_paths *paths, const char *result,
			const struct plan *plan,
			const struct environment *environment,
			struct error *error);

#endif
