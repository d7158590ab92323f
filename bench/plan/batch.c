// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cutting a plan into batches. Cells that share a baseline stay together: they
 * are only compared within one boot. Groups fill a batch in the plan's order
 * until the next one would exceed it; a group that is larger by itself gets its
 * own boot. Within a batch all samples run in one seeded random order, so that
 * nothing that drifts during a boot favours a mode.
 */
#include "plan/batch.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdlib.h>

/* Mark the group of cell @first with @batch; returns its size. */
static size_t claim_group(const struct plan *plan, size_t first,
			  size_t *of_cell, size_t batch)
{
	size_t size = 0;

	for (size_t i = first; i < plan->count; i++) {
		if (!cell_same_activity(&plan->cells[first], &plan->cells[i]))
			continue;
		of_cell[i] = batch;
		size++;
	}
	return size;
}

#define NO_BATCH ((size_t)-1)

static size_t assign(const struct plan *plan, size_t *of_cell)
{
	size_t batch = 0, filled = 0;

	for (size_t i = 0; i < plan->count; i++)
		of_cell[i] = NO_BATCH;
	for (size_t i = 0; i < plan->count; i++) {
		size_t size;

		if (of_cell[i] != NO_BATCH)
			continue;
		size = claim_group(plan, i, of_cell, batch);
		if (filled && filled + size > plan->batch_cells) {
			claim_group(plan, i, of_cell, ++batch);
			filled = 0;
		}
		filled += size;
	}
	return plan->count ? batch + 1 : 0;
}

static int fill(const struct plan *plan, const size_t *of_cell, size_t index,
		struct batch *batch)
{
	batch->cells = calloc(plan->count, sizeof(*batch->cells));
	if (!batch->cells)
		return -1;
	for (size_t i = 0; i < plan->count; i++)
		if (of_cell[i] == index)
			batch->cells[batch->cell_count++] = i;
	batch->order = calloc(batch->cell_count * plan->samples,
			      sizeof(*batch->order));
	if (!batch->order)
		return -1;
	for (size_t i = 0; i < batch->cell_count; i++)
		for (size_t s = 0; s < plan->samples; s++)
			batch->order[batch->sample_count++] =
				batch->cells[i] * plan->samples + s;
	return 0;
}

static int shuffle(const struct plan *plan, size_t index, struct batch *batch)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	if (!rng)
		return -1;
	gsl_rng_set(rng, plan->seed + index);
	gsl_ran_shuffle(rng, batch->order, batch->sample_count,
			sizeof(*batch->order));
	gsl_rng_free(rng);
	return 0;
}

struct batches *batches_cut(const struct plan *plan)
{
	struct batches *batches = calloc(1, sizeof(*batches));

	if (!batches)
		return NULL;
	batches->of_cell = calloc(plan->count + 1, sizeof(size_t));
	if (!batches->of_cell)
		goto out;
	batches->count = assign(plan, batches->of_cell);
	batches->batch = calloc(batches->count + 1, sizeof(struct batch));
	if (!batches->batch)
		goto out;
	for (size_t i = 0; i < batches->count; i++)
		if (fill(plan, batches->of_cell, i, &batches->batch[i]) ||
		    shuffle(plan, i, &batches->batch[i]))
			goto out;
	return batches;
out:
	batches_free(batches);
	return NULL;
}

void batches_free(struct batches *batches)
{
	if (!batches)
		return;
	for (size_t i = 0; batches->batch && i < batches->count; i++) {
		free(batches->batch[i].cells);
		free(batches->batch[i].order);
	}
	free(batches->batch);
	free(batches->of_cell);
	free(batches);
}
