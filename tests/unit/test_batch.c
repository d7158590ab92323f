// SPDX-License-Identifier: GPL-2.0-only
/* Tests of batches: complete, with their baselines, and the same each time. */
#include "unit.h"

#include <time.h>

#include "plan/batch.h"

static struct plan *load(void **state, const char *rest)
{
	char text[512];
	struct error error = {0};
	struct plan *plan;
	char *path;

	snprintf(text, sizeof(text),
		 "[plan]\nsummary=s\nsamples=2\nbatch_cells=6\n[cells]\n%s",
		 rest);
	path = unit_file(state, "x.ini", text);
	plan = plan_load(path, path, NULL, 0, &error);
	free(path);
	assert_non_null(plan);
	return plan;
}

static void every_sample_is_in_one_batch(void **state)
{
	struct plan *plan =
		load(state, "workload=cow dontneed fork mprotect mremap "
			    "munmap munmap-inside touch\n"
			    "mode=none global whole\n");
	struct batches *batches = batches_cut(plan);
	char seen[64] = {0};

	assert_non_null(batches);
	assert_int_equal(batches->count, 4);
	for (size_t b = 0; b < batches->count; b++) {
		const struct batch *batch = &batches->batch[b];

		assert_int_equal(batch->cell_count, 6);
		for (size_t i = 0; i < batch->sample_count; i++) {
			size_t cell = sample_cell(plan, batch->order[i]);

			assert_int_equal(batches->of_cell[cell], b);
			assert_int_equal(seen[batch->order[i]]++, 0);
		}
	}
	for (size_t i = 0; i < plan->count * plan->samples; i++)
		assert_int_equal(seen[i], 1);
	batches_free(batches);
	plan_free(plan);
}

static void cells_stay_with_their_baseline(void **state)
{
	struct plan *plan = load(state, "workload=fork cow munmap\n"
					"mode=none global whole chunked\n"
					"pages=1 2\ndevice_ns=0 1 2\n");
	struct batches *batches = batches_cut(plan);

	assert_non_null(batches);
	for (size_t i = 0; i < plan->count; i++)
		for (size_t k = 0; k < plan->count; k++)
			if (cell_is_baseline(&plan->cells[i], &plan->cells[k]))
				assert_int_equal(batches->of_cell[i],
						 batches->of_cell[k]);
	/* Each group has 10 cells, more than a batch, and gets its own boot. */
	assert_int_equal(batches->count, 6);
	batches_free(batches);
	plan_free(plan);
}

static void the_order_follows_from_the_seed(void **state)
{
	struct plan *plan =
		load(state, "workload=fork cow\nmode=none global\n");
	struct batches *a = batches_cut(plan), *b = batches_cut(plan);
	size_t size = a->batch[0].sample_count * sizeof(size_t);
	struct batches *other;

	assert_memory_equal(a->batch[0].order, b->batch[0].order, size);
	/* On every host, with every release of the libraries. */
	assert_int_equal(a->batch[0].sample_count, 8);
	plan->seed = 2;
	other = batches_cut(plan);
	assert_memory_not_equal(a->batch[0].order, other->batch[0].order, size);
	batches_free(a);
	batches_free(b);
	batches_free(other);
	plan_free(plan);
}

/* Three groups of 3 cells in two batches; 10 samples in 2 rounds. */
static struct plan *load_looks(void **state)
{
	const char *text = "[plan]\nsummary=s\nsamples=until decided\n"
			   "samples_max=11\nlooks=2\nbatch_cells=6\n[cells]\n"
			   "workload=cow fork munmap\nmode=none global whole\n";
	struct error error = {0};
	char *path = unit_file(state, "looks.ini", text);
	struct plan *plan = plan_load(path, path, NULL, 0, &error);

	free(path);
	assert_non_null(plan);
	return plan;
}

static void rounds_share_the_samples_out(void **state)
{
	struct plan *plan = load_looks(state);
	struct batches *batches = batches_cut(plan);
	char seen[9 * 11] = {0};

	assert_int_equal(plan->count, 9);
	assert_int_equal(batches->rounds, 2);
	assert_int_equal(batches->count, 4);
	assert_int_equal(batches_in_round(batches), 2);
	assert_int_equal(batches_samples_after(plan, 1), 5);
	assert_int_equal(batches_samples_after(plan, 2), 11);
	assert_int_equal(batches->batch[0].sample_count, 6 * 5);
	assert_int_equal(batches->batch[3].sample_count, 3 * 6);
	for (size_t b = 0; b < batches->count; b++) {
		const struct batch *batch = &batches->batch[b];

		for (size_t i = 0; i < batch->sample_count; i++) {
			size_t id = batch->order[i];

			assert_int_equal(id % 11 < 5, b < 2);
			assert_int_equal(batches_of_sample(batches, plan, id),
					 b);
			assert_int_equal(seen[id]++, 0);
		}
	}
	for (size_t i = 0; i < COUNT(seen); i++)
		assert_int_equal(seen[i], 1);
	batches_free(batches);
	plan_free(plan);
}

/* A cell that leaves is left out, and the others keep their order. */
static void cells_leave_later_rounds(void **state)
{
	struct plan *plan = load_looks(state);
	struct batches *whole = batches_cut(plan), *less = batches_cut(plan);
	size_t kept = 0;

	batches_leave(less, plan, 1, 1);
	assert_int_equal(less->samples[1], 5);
	assert_int_equal(less->samples[0], 11);
	assert_int_equal(batches_of_sample(less, plan, 1 * 11 + 4), 0);
	assert_int_equal(batches_of_sample(less, plan, 1 * 11 + 5),
			 less->count);
	assert_int_equal(less->batch[0].sample_count, 30);
	assert_int_equal(less->batch[2].sample_count, 5 * 6);
	assert_int_equal(less->batch[2].cell_count, 5);
	for (size_t i = 0; i < whole->batch[2].sample_count; i++)
		if (sample_cell(plan, whole->batch[2].order[i]) != 1)
			assert_int_equal(less->batch[2].order[kept++],
					 whole->batch[2].order[i]);
	assert_int_equal(kept, 30);
	for (size_t i = 0; i < plan->count; i++)
		batches_leave(less, plan, i, 1);
	assert_int_equal(less->batch[2].sample_count, 0);
	assert_int_equal(less->batch[3].sample_count, 0);
	batches_free(whole);
	batches_free(less);
	plan_free(plan);
}

static void many_cells_are_cut_fast(void **state)
{
	static char text[1 << 18];
	struct error error = {0};
	struct batches *batches;
	struct plan *plan;
	clock_t begin;
	char *at = text, *path;

	at += sprintf(at, "[plan]\nsummary = s\nsamples = 1\n[cells]\n"
			  "workload = munmap\nmode = none\nops =");
	for (int i = 1; i <= PLAN_BATCH_CELLS_MAX; i++)
		at += sprintf(at, i % 20 ? " %d" : " %d\n", i);
	path = unit_file(state, "many.ini", text);
	plan = plan_load(path, path, NULL, 0, &error);
	assert_non_null(plan);
	begin = clock();
	batches = batches_cut(plan);
	assert_true(clock() - begin < CLOCKS_PER_SEC);
	assert_int_equal(batches->count, (PLAN_BATCH_CELLS_MAX + 63) / 64);
	batches_free(batches);
	plan_free(plan);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(many_cells_are_cut_fast),
		cmocka_unit_test(every_sample_is_in_one_batch),
		cmocka_unit_test(cells_stay_with_their_baseline),
		cmocka_unit_test(the_order_follows_from_the_seed),
		cmocka_unit_test(rounds_share_the_samples_out),
		cmocka_unit_test(cells_leave_later_rounds),
	};

	return cmocka_run_group_tests_name("batch", tests, unit_folder,
					   unit_remove_folder);
}
