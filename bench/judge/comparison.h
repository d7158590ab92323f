/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A comparison of two sides, each of one run or of several: which cells became
 * slower or faster, by which counters, and whether they may be compared at all.
 */
#ifndef COMPARISON_H
#define COMPARISON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "judge/environment_diff.h"
#include "judge/side.h"
#include "judge/timed_verdict.h"
#include "lib/error.h"
#include "result/result.h"

struct compare_options {
	/* Changes up to this share do not matter; negative: the venue's own. */
	double threshold;
	double level;
	bool across; /* compare unlike environments, and say so */
};

struct counter_change {
	const char *name;   /* "callbacks.unmap"; borrowed from the result */
	double base, fresh; /* per operation */
};

/* What an operation can count: the events and the sums beside them. */
#define COUNTERS_MAX 48

struct compared_cell {
	const struct result_cell *base, *fresh; /* of the first runs */
	/* Not compared: why, and nothing below is meant. */
	const char *skipped;
	struct cell_verdict judged;
	bool moved; /* exact: the operations take other times */
	double base_p50, fresh_p50;
	struct counter_change counters[COUNTERS_MAX];
	size_t counter_count;
};

struct comparison {
	const struct side *base, *fresh;
	struct compare_options options;
	bool exact;
	struct field_difference *fields;
	size_t field_count;
	struct compared_cell *cells;
	size_t count;
	int unfit; /* timed: enum unfit */
	/* Timed: the least p of the A/A arms of all runs. Below AA_TEST_LEVEL the
	 * comparison is void. */
	double arms;
};

/*
 * Compare. Returns NULL with a message if that cannot be: other venue or unit,
 * no cell in common, out of memory. With unlike environments and without
 * @options->across no cell is judged: see comparison_unlike().
 */
struct comparison *comparison_make(const struct side *base,
				   const struct side *fresh,
				   const struct compare_options *options,
				   struct error *error);
void comparison_free(struct comparison *comparison);

bool comparison_unlike(const struct comparison *comparison);
bool comparison_void(const struct comparison *comparison);
size_t comparison_count(const struct comparison *comparison,
			enum verdict verdict);

/* How many cells have failed in NEW and not in BASE. */
size_t comparison_broken(const struct comparison *comparison);

extern const char *const verdict_names[];

#endif
