// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cutting a plan into batches. Cells that share a baseline form a group, which
 * stays together, because they are only compared within one boot. Groups fill a
 * batch in the order of the plan until the next one would exceed it; a group
 * larger than a batch gets its own boot. The samples of a batch run in a random
 * order, which is seeded, so that a drift during a boot favours no mode. Each
 * round has the same batches with other samples.
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

/* Give each batch of a round its cells, in the plan's order. */
static int fill_cells(const struct plan *plan, struct batches *batches,
		      size_t round)
{
	size_t in_round = batches_in_round(batches);
	struct batch *first = &batches->batch[round * in_round];

	for (size_t i = 0; i < plan->count; i++)
		first[batches->of_cell[i]].cell_count++;
	for (size_t i = 0; i < in_round; i++) {
		struct batch *batch = &first[i];

		batch->cells = calloc(batch->cell_count, sizeof(size_t));
		if (!batch->cells)
			return -1;
		batch->cell_count = 0;
	}
	for (size_t i = 0; i < plan->count; i++) {
		struct batch *batch = &first[batches->of_cell[i]];

		batch->cells[batch->cell_count++] = i;
	}
	return 0;
}

/* @index: of the batch among all, which its order depends on. */
static int shuffle_samples(const struct plan *plan, size_t index, size_t round,
			   struct batch *batch)
{
	size_t first = plan->looks ? batches_samples_after(plan, round) : 0;
	size_t end = batches_samples_after(plan, round + 1);
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	batch->order = calloc(batch->cell_count * (end - first),
			      sizeof(*batch->order));
	if (!rng || !batch->order) {
		gsl_rng_free(rng);
		return -1;
	}
	for (size_t i = 0; i < batch->cell_count; i++)
		for (size_t s = first; s < end; s++)
			batch->order[batch->sample_count++] =
				batch->cells[i] * plan->samples + s;
	gsl_rng_set(rng, plan->seed + index);
	gsl_ran_shuffle(rng, batch->order, batch->sample_count,
			sizeof(*batch->order));
	gsl_rng_free(rng);
	return 0;
}

static int fill_batches(const struct plan *plan, struct batches *batches)
{
	size_t in_round = batches->count;

	batches->count *= batches->rounds;
	batches->batch = calloc(batches->count + 1, sizeof(struct batch));
	if (!batches->batch)
		return -1;
	for (size_t round = 0; round < batches->rounds; round++)
		if (fill_cells(plan, batches, round))
			return -1;
	for (size_t i = 0; i < batches->count; i++)
		if (shuffle_samples(plan, i, i / in_round, &batches->batch[i]))
			return -1;
	return 0;
}

static int cut(struct batches *batches, const struct plan *plan)
{
	struct groups groups = {0};
	int ret;

	batches->rounds = plan->looks ? plan->looks : 1;
	batches->of_cell = calloc(plan->count + 1, sizeof(size_t));
	batches->samples = calloc(plan->count + 1, sizeof(size_t));
	if (!batches->of_cell || !batches->samples)
		return -1;
	for (size_t i = 0; i < plan->count; i++)
		batches->samples[i] = plan->samples;
	ret = groups_make(&groups, plan);
	if (!ret)
		assign(&groups, batches);
	groups_free(&groups);
	return ret ? -1 : fill_batches(plan, batches);
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
	free(batches->samples);
	free(batches);
}

size_t batches_of_sample(const struct batches *batches, const struct plan *plan,
			 size_t id)
{
	size_t cell = sample_cell(plan, id), number = id % plan->samples;
	size_t round = 0;

	if (number >= batches->samples[cell])
		return batches->count;
	while (number >= batches_samples_after(plan, round + 1))
		round++;
	return round * batches_in_round(batches) + batches->of_cell[cell];
}

/* Drop the samples of @cell from the order of a batch. */
static void drop_samples(struct batch *batch, const struct plan *plan,
			 size_t cell)
{
	size_t left = 0;

	for (size_t i = 0; i < batch->sample_count; i++)
		if (sample_cell(plan, batch->order[i]) != cell)
			batch->order[left++] = batch->order[i];
	batch->sample_count = left;
}

static void drop_cell(struct batch *batch, size_t cell)
{
	size_t left = 0;

	for (size_t i = 0; i < batch->cell_count; i++)
		if (batch->cells[i] != cell)
			batch->cells[left++] = batch->cells[i];
	batch->cell_count = left;
}

void batches_leave(struct batches *batches, const struct plan *plan,
		   size_t cell, size_t rounds)
{
	size_t in_round = batches_in_round(batches);

	batches->samples[cell] = batches_samples_after(plan, rounds);
	for (size_t round = rounds; round < batches->rounds; round++) {
		struct batch *batch = &batches->batch[round * in_round +
						      batches->of_cell[cell]];

		drop_samples(batch, plan, cell);
		drop_cell(batch, cell);
	}
}
