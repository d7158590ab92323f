/* SPDX-License-Identifier: GPL-2.0-only */
/* Series of cells over many runs, and where they changed. */
#ifndef HISTORY_H
#define HISTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"
#include "result/result.h"
#include "stats/change_points.h"

struct history_options {
	const char *by;   /* "time", "name", or the path of a field */
	double threshold; /* changes up to this share do not matter; negative:
			     the venue's own */
	double level;     /* timed: share of histories with a false step */
};

struct history_change {
	size_t run; /* the first of the new level */
	double before, after;
	double p;         /* timed; exact: 0 */
	const char *note; /* a counter that changed, or NULL; to be freed */
};

struct history_cell {
	const struct result_cell *cell; /* of the first run that has it */
	double *value; /* p50 of each run; NAN: the run has it not, or failed */
	size_t change_count;
	struct history_change *changes;
	bool drifts;
};

struct history {
	struct result **runs; /* ordered; belong to the caller */
	size_t run_count;
	const char **keys; /* what each was ordered by */
	struct history_options options;
	bool exact;
	struct history_cell *cells;
	size_t count;
};

/* Orders @runs. Returns NULL with a message. */
struct history *history_make(struct result **runs, size_t count,
			     const struct history_options *options,
			     struct error *error);
void history_free(struct history *history);

/* How many changes there are in all. */
size_t history_changes(const struct history *history);

#endif
