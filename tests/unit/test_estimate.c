// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the estimate of the remaining time, on a made-up clock. */
#include "result_text.h"

#include <math.h>

#include "run/estimate.h"
#include "run/expected_work.h"

#define TWO_BATCHES                                               \
	"[plan]\nsummary=s\nsamples=10\nbatch_cells=1\n[cells]\n" \
	"workload=munmap touch\nmode=none\n"

static const bool none_done[2];

static double expected(const struct fixture *f, size_t id)
{
	return expected_sample_work(&f->plan->cells[sample_cell(f->plan, id)]);
}

/* What a boot with all its samples is expected to take. */
static double boot_seconds(const struct fixture *f, size_t batch)
{
	double seconds = EXPECTED_BOOT_WORK;

	for (size_t i = 0; i < f->batches->batch[batch].sample_count; i++)
		seconds += expected(f, f->batches->batch[batch].order[i]);
	return seconds;
}

/* All takes @factor times what is expected. Returns the time of the end. */
static double run_boot(struct estimate *e, const struct fixture *f,
		       size_t batch, size_t boot, double factor, double now)
{
	const struct batch *b = &f->batches->batch[batch];

	estimate_boot(e, batch, boot, now);
	now += EXPECTED_BOOT_WORK * factor;
	for (size_t i = 0; i < b->sample_count; i++) {
		estimate_start(e, boot, b->order[i], now);
		now += expected(f, b->order[i]) * factor;
		estimate_done(e, boot, b->order[i], now);
	}
	estimate_off(e, batch, boot);
	return now;
}

/* Nothing is measured yet, and yet there is an estimate. */
static void boots_and_samples_are_foreseen(void **state)
{
	struct fixture f = fixture_make(state, TWO_BATCHES);
	struct estimate *e = estimate_new(f.plan, f.batches, none_done, 1, 1);
	double one = boot_seconds(&f, 0), two = boot_seconds(&f, 1), now;

	assert_int_equal(f.batches->count, 2);
	assert_float_equal(estimate_left(e, 1000), one + two, 0.1);
	estimate_boot(e, 0, 0, 1000);
	assert_float_equal(estimate_left(e, 1004), one + two - 4, 0.1);
	assert_true(estimate_boots(e));
	now = run_boot(e, &f, 0, 0, 1, 1000);
	assert_float_equal(estimate_left(e, now), two, 0.1);
	estimate_boot(e, 1, 0, now);
	assert_float_equal(estimate_left(e, now + 4), two - 4, 0.1);
	estimate_free(e);
	fixture_free(&f);
}

static void guests_that_run_at_once_share_the_time(void **state)
{
	struct fixture f = fixture_make(state, TWO_BATCHES);
	struct estimate *e = estimate_new(f.plan, f.batches, none_done, 1, 2);
	double longer = fmax(boot_seconds(&f, 0), boot_seconds(&f, 1));

	assert_float_equal(estimate_left(e, 0), longer, 0.1);
	estimate_boot(e, 0, 0, 0);
	estimate_boot(e, 1, 0, 0);
	estimate_start(e, 0, f.batches->batch[1].order[0], EXPECTED_BOOT_WORK);
	assert_false(estimate_boots(e));
	assert_float_equal(estimate_left(e, EXPECTED_BOOT_WORK),
			   longer - EXPECTED_BOOT_WORK, 0.1);
	estimate_free(e);
	fixture_free(&f);
}

/* What was measured soon counts more than what was expected. */
static void a_slow_machine_is_noticed(void **state)
{
	struct fixture f = fixture_make(state, TWO_BATCHES);
	struct estimate *e = estimate_new(f.plan, f.batches, none_done, 1, 1);
	double two = boot_seconds(&f, 1), now, left;

	/* A boot that does not end is a slow machine's. */
	estimate_boot(e, 0, 0, 0);
	left = estimate_left(e, 3 * EXPECTED_BOOT_WORK);
	assert_true(left > 2 * two);
	now = run_boot(e, &f, 0, 0, 4, 0);
	left = estimate_left(e, now);
	assert_true(left > 2.5 * two && left < 4 * two);
	estimate_free(e);
	fixture_free(&f);
}

/* A workload that takes ten times as long is foreseen in the next batch too. */
static void each_workload_has_its_pace(void **state)
{
	struct fixture f =
		fixture_make(state,
			     "[plan]\nsummary=s\nsamples=50\nbatch_cells=2\n"
			     "[cells]\nworkload=munmap touch\nmode=none\n"
			     "placement=far overlap\n");
	struct estimate *e = estimate_new(f.plan, f.batches, none_done, 1, 1);
	const struct batch *batch = &f.batches->batch[0];
	double now = EXPECTED_BOOT_WORK, left, touch;

	assert_int_equal(f.batches->count, 2);
	assert_string_equal(f.plan->cells[0].workload, "munmap");
	assert_string_equal(f.plan->cells[batch->cells[1]].workload, "munmap");
	estimate_boot(e, 0, 0, 0);
	for (size_t i = 0; i < batch->sample_count; i++) {
		estimate_start(e, 0, batch->order[i], now);
		now += 10 * expected(&f, batch->order[i]);
		estimate_done(e, 0, batch->order[i], now);
	}
	estimate_off(e, 0, 0);
	touch = boot_seconds(&f, 1) - EXPECTED_BOOT_WORK;
	run_boot(e, &f, 1, 0, 1, now);
	estimate_boot(e, 1, 1, now);
	/* Again as many that take their time; the mean of all is 7 times it. */
	left = estimate_left(e, now) - EXPECTED_BOOT_WORK;
	assert_true(left > 0.9 * touch && left < 2 * touch);
	estimate_free(e);
	fixture_free(&f);
}

/* Each batch twice; then one of them a third time, which nobody could know. */
static void each_boot_counts_as_work(void **state)
{
	struct fixture f = fixture_make(state, TWO_BATCHES);
	struct estimate *e = estimate_new(f.plan, f.batches, none_done, 2, 1);
	double one = boot_seconds(&f, 0), two = boot_seconds(&f, 1);
	double now = run_boot(e, &f, 0, 0, 1, 0);

	assert_float_equal(estimate_left(e, now), one + 2 * two, 0.1);
	now = run_boot(e, &f, 0, 1, 1, now);
	assert_float_equal(estimate_left(e, now), 2 * two, 0.1);
	assert_int_equal(estimate_samples(e), 40);
	estimate_boot(e, 0, 2, now);
	assert_float_equal(estimate_left(e, now), one + 2 * two, 0.1);
	assert_int_equal(estimate_samples(e), 50);
	now = run_boot(e, &f, 0, 2, 1, now);
	now = run_boot(e, &f, 1, 0, 1, now);
	assert_float_equal(estimate_left(e, now), two, 0.1);
	now = run_boot(e, &f, 1, 1, 1, now);
	assert_float_equal(estimate_left(e, now), 0, 0.1);
	assert_int_equal(estimate_samples_done(e), 50);
	estimate_free(e);
	fixture_free(&f);
}

/* Each of many cells is a batch. */
static void a_large_plan_is_estimated(void **state)
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
	for (int i = 1; i < PLAN_BATCH_CELLS_MAX; i++)
		fprintf(plan, " %d\n", i);
	fclose(plan);
	f = fixture_make(state, text);
	assert_int_equal(f.batches->count, PLAN_BATCH_CELLS_MAX);
	done = calloc(PLAN_BATCH_CELLS_MAX, sizeof(*done));
	assert_non_null(done);
	e = estimate_new(f.plan, f.batches, done, 2, 2);
	assert_non_null(e);
	assert_int_equal(estimate_samples(e), 2 * PLAN_BATCH_CELLS_MAX);
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
		cmocka_unit_test(a_slow_machine_is_noticed),
		cmocka_unit_test(each_workload_has_its_pace),
		cmocka_unit_test(each_boot_counts_as_work),
		cmocka_unit_test(a_large_plan_is_estimated),
	};

	return cmocka_run_group_tests_name("estimate", tests, unit_folder,
					   unit_remove_folder);
}
