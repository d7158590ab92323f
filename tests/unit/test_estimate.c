// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the estimate of the remaining time, on a made-up clock. */
#include "result_text.h"

#include "run/estimate.h"

#define TWO_BATCHES                                               \
	"[plan]\nsummary=s\nsamples=10\nbatch_cells=1\n[cells]\n" \
	"workload=munmap touch\nmode=none\n"

static const bool none_done[2];

/* Boot takes 10 s, each of the 10 samples 2 s. Returns the time of the end. */
static double run_boot(struct estimate *e, const struct batches *batches,
		       size_t batch, size_t boot, double now)
{
	estimate_boot(e, batch, boot, now);
	now += 10;
	for (size_t i = 0; i < 10; i++) {
		estimate_start(e, boot, batches->batch[batch].order[i], now);
		now += 2;
		estimate_done(e, boot, batches->batch[batch].order[i], now);
	}
	estimate_off(e, batch, boot);
	return now;
}

static void boots_and_samples_are_foreseen(void **state)
{
	struct fixture f = fixture_make(state, TWO_BATCHES);
	struct estimate *e = estimate_new(f.plan, f.batches, none_done, 1, 1);
	double now;

	assert_int_equal(f.batches->count, 2);
	assert_true(estimate_left(e, 1000) < 0);
	now = run_boot(e, f.batches, 0, 0, 1000);
	/* One more boot and ten more samples. */
	assert_true(estimate_left(e, now) > 29.9);
	assert_true(estimate_left(e, now) < 30.1);
	estimate_boot(e, 1, 0, now);
	assert_true(estimate_left(e, now + 4) > 25.9);
	assert_true(estimate_left(e, now + 4) < 26.1);
	estimate_free(e);
	fixture_free(&f);
}

static void guests_that_run_at_once_share_the_time(void **state)
{
	struct fixture f = fixture_make(state, TWO_BATCHES);
	struct estimate *e = estimate_new(f.plan, f.batches, none_done, 1, 2);

	estimate_boot(e, 0, 0, 0);
	estimate_boot(e, 1, 0, 0);
	for (size_t b = 0; b < 2; b++) {
		estimate_start(e, 0, f.batches->batch[b].order[0], 10);
		estimate_done(e, 0, f.batches->batch[b].order[0], 12);
	}
	assert_true(estimate_left(e, 12) > 17.9);
	assert_true(estimate_left(e, 12) < 18.1);
	estimate_free(e);
	fixture_free(&f);
}

/* A workload that takes ten times as long is foreseen in the next batch too. */
static void each_workload_has_its_pace(void **state)
{
	struct fixture f =
		fixture_make(state,
			     "[plan]\nsummary=s\nsamples=10\nbatch_cells=2\n"
			     "[cells]\nworkload=munmap touch\nmode=none\n"
			     "placement=far overlap\n");
	struct estimate *e = estimate_new(f.plan, f.batches, none_done, 1, 1);
	const struct batch *batch = &f.batches->batch[0];
	double now = 5, left;

	assert_int_equal(f.batches->count, 2);
	assert_string_equal(f.plan->cells[0].workload, "munmap");
	assert_string_equal(f.plan->cells[batch->cells[1]].workload, "munmap");
	estimate_boot(e, 0, 0, 0);
	for (size_t i = 0; i < batch->sample_count; i++) {
		estimate_start(e, 0, batch->order[i], now);
		now += 10;
		estimate_done(e, 0, batch->order[i], now);
	}
	estimate_off(e, 0, 0);
	estimate_boot(e, 1, 0, now);
	now += 5;
	for (size_t i = 0; i < 10; i++) {
		estimate_start(e, 0, f.batches->batch[1].order[i], now);
		now += 1;
		estimate_done(e, 0, f.batches->batch[1].order[i], now);
	}
	/* Ten more that take 1 s; the mean of all 30 is 7 s. */
	left = estimate_left(e, now);
	assert_true(left > 10 && left < 22);
	estimate_free(e);
	fixture_free(&f);
}

/* Each batch twice; then one of them a third time, which nobody could know. */
static void each_boot_counts_as_work(void **state)
{
	struct fixture f = fixture_make(state, TWO_BATCHES);
	struct estimate *e = estimate_new(f.plan, f.batches, none_done, 2, 1);
	double now = run_boot(e, f.batches, 0, 0, 0);

	assert_float_equal(estimate_left(e, now), 90, 0.1);
	now = run_boot(e, f.batches, 0, 1, now);
	assert_float_equal(estimate_left(e, now), 60, 0.1);
	assert_int_equal(estimate_samples(e), 40);
	estimate_boot(e, 0, 2, now);
	assert_float_equal(estimate_left(e, now), 90, 0.1);
	assert_int_equal(estimate_samples(e), 50);
	now = run_boot(e, f.batches, 0, 2, now);
	now = run_boot(e, f.batches, 1, 0, now);
	assert_float_equal(estimate_left(e, now), 30, 0.1);
	now = run_boot(e, f.batches, 1, 1, now);
	assert_float_equal(estimate_left(e, now), 0, 0.1);
	assert_int_equal(estimate_samples_done(e), 50);
	estimate_free(e);
	fixture_free(&f);
}

/* Each of the most cells that a plan can have is a batch. */
static void the_largest_plan_is_estimated(void **state)
{
	char *text = NULL;
	size_t size;
	FILE *plan = open_memstream(&text, &size);
	struct fixture f;
	struct estimate *e;
	bool *done;

	fputs("[plan]\nsummary=s\nsamples=1\nbatch_cells=1\n[cells]\n"
	      "workload=munmap\nmode=none\nvmas=0\n",
	      plan);
	for (int i = 1; i < PLAN_CELLS_MAX; i++)
		fprintf(plan, " %d\n", i);
	fclose(plan);
	f = fixture_make(state, text);
	assert_int_equal(f.batches->count, PLAN_CELLS_MAX);
	done = calloc(PLAN_CELLS_MAX, sizeof(*done));
	assert_non_null(done);
	e = estimate_new(f.plan, f.batches, done, 2, 2);
	assert_non_null(e);
	assert_int_equal(estimate_samples(e), 2 * PLAN_CELLS_MAX);
	estimate_free(e);
	free(done);
	free(text);
	fixture_free(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(boots_and_samples_are_foreseen),
		cmocka_unit_test(guests_that_run_at_once_share_the_time),
		cmocka_unit_test(each_workload_has_its_pace),
		cmocka_unit_test(each_boot_counts_as_work),
		cmocka_unit_test(the_largest_plan_is_estimated),
	};

	return cmocka_run_group_tests_name("estimate", tests, unit_folder,
					   unit_remove_folder);
}
