/* SPDX-License-Identifier: GPL-2.0-only */
/* The baselines of a run, found by the activity that they measure. */
#ifndef BASELINES_H
#define BASELINES_H

#include <stddef.h>

#include "result/result.h"

struct baselines {
	size_t count;
	const struct result_cell **at; /* sorted by activity */
};

/* List what has not failed. Returns 0, or -1 out of memory. */
int baselines_make(struct baselines *baselines, const struct result *run);
void baselines_free(struct baselines *baselines);

/* The baseline of a cell, which may be the cell itself; NULL: it has none. */
const struct result_cell *baselines_find(const struct baselines *baselines,
					 const struct cell *cell);

#endif
