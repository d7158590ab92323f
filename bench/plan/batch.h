/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Batches: the cells that are measured in one boot. They follow from the plan
 * alone, so a batch can be repeated or run elsewhere with the same result.
 */
#ifndef BATCH_H
#define BATCH_H

#include <stddef.h>

#include "plan/plan.h"

/* The most boots of a batch before enough of them agree. */
#define BATCH_BOOTS_MAX 5

struct batch {
	size_t *cells; /* indices in the plan, in its order */
	size_t cell_count;
	size_t *order; /* ids of the samples in the order in which they run */
	size_t sample_count;
};

struct batches {
	size_t count;
	struct batch *batch;
	size_t *of_cell; /* the index of each cell's batch */
};

/*
 * The cell of a sample: its id is cell * plan->samples + number of the sample.
 */
static inline size_t sample_cell(const struct plan *plan, size_t id)
{
	return id / plan->samples;
}

/* Returns NULL if there is no memory. */
struct batches *batches_cut(const struct plan *plan);
void batches_free(struct batches *batches);

#endif
