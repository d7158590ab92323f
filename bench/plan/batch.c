// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cutting a plan into batches. Cells that share a baseline form a group, which
 * stays together, because they are only compared within one boot. Groups fill a
 * batch in the order of the plan until the next one would exceed it; a group
 * larger than a batch gets its own boot. The samples of a batch run in a random
 * order, which is seeded, so that a drift during a boot favours no mode.
 */
#include "plan/batch.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stdlib.h>

#define NO_BATCH ((size_t)-1)

/* The cells of a plan sorted by group; inside a group in the plan's order. */
struct groups {
	const struct plan *plan;
	size_t *cells; /* indices in the plan */
	size_t *place; /* of each cell's group: where it starts in cells */
};

static int compare_groups(const void *a, const void *b, void *user)
{
	const struct plan *plan = user;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int order = cell_activity_order(&plan->cells[x], &plan->cells[y]);

	return order ? order : (x > y) - (x < y);
}

static void groups_free(struct groups *groups)
{
	free(groups->cells);
	free(groups->place);
}

static int groups_make(struct groups *groups, const struct plan *plan)
{
	size_t start = 0;

	groups->plan = plan;
	groups->cells = calloc(plan->count + 1, sizeof(size_t));
	groups->place = calloc(plan->count + 1, sizeof(size_t));
	if (!groups->cells || !groups->place)
		return -1;
	for (size_t i = 0; i < plan->count; i++)
		groups->cells[i] = i;
	qsort_r(groups->cells, plan->count, sizeof(size_t), compare_groups,
		(void *)plan);
	for (size_t i = 0; i < plan->count; i++) {
		size_t cell = groups->cells[i];

		if (!cell_same_activity(&plan->cells[groups->cells[start]],
					&plan->cells[cell]))
			start = i;
		groups->place[cell] = start;
	}
	return 0;
}

static bool in_group(const struct groups *groups, size_t i, size_t start)
{
	return i < groups->plan->count &&
	       groups->place[groups->cells[i]] == start;
}

static size_t group_size(const struct groups *groups, size_t start)
{
	size_t size = 0;

	while (in_group(groups, start + size, start))
		size++;
	return size;
}

/* Fills batches->of_cell and counts the batches. */
static void assign(const struct groups *groups, struct batches *batches)
{
	const struct plan *plan = groups->plan;
	size_t filled = 0;

	batches->count = plan->count ? 1 : 0;
	for (size_t i = 0; i < plan->count; i++)
		batches->of_cell[i] = NO_BATCH;
	for (size_t i = 0; i < plan->count; i++) {
		size_t start = groups->place[i];
		size_t size;

		if (batches->of_cell[i] != NO_BATCH)
			continue;
		size = group_size(groups, start);
		if (filled && filled + size > plan->batch_cells) {
			batches->count++;
			filled = 0;
		}
		filled += size;
		for (size_t k = 0; k < size; k++)
			batches->of_cell[groups->cells[start + k]] =
				batches->count - 1;
	}
}

/* Give each batch its cells, in the plan's order. */
static int fill_cells(const struct plan *plan, struct batches *batches)
{
	for (size_t i = 0; i < plan->count; i++)
		batches->batch[batches->of_cell[i]].cell_count++;
	for (size_t i = 0; i < batches->count; i++) {
		struct batch *batch = &batches->batch[i];

		batch->cells = calloc(batch->cell_count, sizeof(size_t));
		if (!batch->cells)
			return -1;
		batch->cell_count = 0;
	}
	for (size_t i = 0; i < plan->count; i++) {
		struct batch *batch = &batches->batch[batches->of_cell[i]];

		batch->cells[batch->cell_count++] = i;
	}
	return 0;
}

static int shuffle_samples(const struct plan *plan, size_t index,
			   struct batch *batch)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	batch->order = calloc(batch->cell_count * plan->samples,
			      sizeof(*batch->order));
	if (!rng || !batch->order) {
		gsl_rng_free(rng);
		return -1;
	}
	for (size_t i = 0; i < batch->cell_count; i++)
		for (size_t s = 0; s < plan->samples; s++)
			batch->order[batch->sample_count++] =
				batch->cells[i] * plan->samples + s;
	gsl_rng_set(rng, plan->seed + index);
	gsl_ran_shuffle(rng, batch->order, batch->sample_count,
			sizeof(*batch->order));
	gsl_rng_free(rng);
	return 0;
}

static int cut(struct batches *batches, const struct plan *plan)
{
	struct groups groups = {0};
	int ret;

	batches->of_cell = calloc(plan->count + 1, sizeof(size_t));
	ret = batches->of_cell ? groups_make(&groups, plan) : -1;
	if (!ret)
		assign(&groups, batches);
	groups_free(&groups);
	if (ret)
		return -1;
	batches->batch = calloc(batches->count + 1, sizeof(struct batch));
	if (!batches->batch || fill_cells(plan, batches))
		return -1;
	for (size_t i = 0; i < batches->count; i++)
		if (shuffle_samples(plan, i, &batches->batch[i]))
			return -1;
	return 0;
}

struct batches *batches_cut(const struct plan *plan)
{
	struct batches *batches = calloc(1, sizeof(*batches));

	if (!batches)
		return NULL;
	if (!cut(batches, plan))
		return batches;
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
