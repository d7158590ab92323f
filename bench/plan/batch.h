/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Batches: the cells that are measured in one boot. They follow from the plan
 * alone, so a batch can be repeated or run elsewhere with the same result.
 *
 * A plan with looks is measured in rounds, one before each look. A round has a
 * part of the samples of every cell that has not left by then, in as many
 * batches as any other round. What a cell that leaves had in later rounds is
 * left out; the others keep their order.
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
	struct batch *batch; /* those of a round side by side */
	size_t *of_cell;     /* the index of each cell's batch in its round */
	size_t rounds;       /* one without looks */
	size_t *samples;     /* by cell: those that are to be measured */
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

/* The batches of one round. */
static inline size_t batches_in_round(const struct batches *batches)
{
	return batches->count / batches->rounds;
}

/* The samples that a cell has when @rounds rounds are over. */
static inline size_t batches_samples_after(const struct plan *plan,
					   size_t rounds)
{
	return plan->looks ? plan->samples * rounds / plan->looks
			   : plan->samples;
}

/* The batch of sample @id; the number of batches if its cell has left. */
size_t batches_of_sample(const struct batches *batches, const struct plan *plan,
			 size_t id);

/* Let cell @cell leave when @rounds rounds are over. */
void batches_leave(struct batches *batches, const struct plan *plan,
		   size_t cell, size_t rounds);

#endif
