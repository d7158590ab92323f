// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the changes of costs: their values, errors and verdicts. */
#include "unit.h"

#include <math.h>

#include "judge/timed_cost.h"

/* The logarithm of a time that is known within @error of it. */
static struct centre time_of(double ns, double error)
{
	return (struct centre){log(ns), error * error, 30};
}

static struct cost_change change(double base_none, double base_mode,
				 double fresh_none, double fresh_mode,
				 double error, const struct common_shift *shift)
{
	struct centre a = time_of(base_none, error);
	struct centre b = time_of(base_mode, error);
	struct centre c = time_of(fresh_none, error);
	struct centre d = time_of(fresh_mode, error);

	return timed_cost_change(&a, &b, &c, &d, shift);
}

static enum verdict verdict_of(struct cost_change c, double threshold)
{
	assert_int_equal(timed_costs_judge(&c, 1, 0, threshold, 0.05), 0);
	return c.verdict;
}

static void cost_is_what_the_mode_takes_longer(void **state)
{
	const struct common_shift none = {0};
	struct cost_change c = change(10000, 11000, 20000, 21500, 0.001, &none);

	(void)state;
	assert_true(c.known);
	assert_true(fabs(c.base - 1000) < 1e-6);
	assert_true(fabs(c.fresh - 1500) < 1e-6);
	assert_true(fabs(c.time - 11000) < 1e-6);
	/* The errors of the four times: 10, 11, 20 and 21.5 ns. */
	assert_true(fabs(c.difference.error -
			 sqrt(100 + 121 + 400 + 21.5 * 21.5)) < 0.01);
}

static void each_verdict_has_its_change(void **state)
{
	const struct common_shift none = {0};

	(void)state;
	assert_int_equal(
		verdict_of(change(10000, 11000, 20000, 21500, 0.0005, &none),
			   0.01),
		VERDICT_REGRESSED);
	assert_int_equal(
		verdict_of(change(20000, 21500, 10000, 11000, 0.0005, &none),
			   0.01),
		VERDICT_IMPROVED);
	/* 50 ns more, which are half a percent of the operation. */
	assert_int_equal(
		verdict_of(change(10000, 11000, 20000, 21050, 0.0001, &none),
			   0.01),
		VERDICT_UNCHANGED);
	assert_int_equal(
		verdict_of(change(10000, 11000, 20000, 21105, 0.0005, &none),
			   0.01),
		VERDICT_MOVED);
	assert_int_equal(
		verdict_of(change(10000, 11000, 20000, 21500, 0.05, &none),
			   0.01),
		VERDICT_INCONCLUSIVE);
}

static void a_slower_machine_is_no_cost(void **state)
{
	const struct common_shift shift = {
		.cells = 9, .ratio = 1.5, .centre = time_of(1.5, 0)};
	struct cost_change c =
		change(10000, 11000, 15000, 16500, 0.0001, &shift);

	(void)state;
	assert_true(fabs(c.change) < 1e-6);
	assert_int_equal(verdict_of(c, 0.01), VERDICT_UNCHANGED);
}

static void what_is_not_known_is_not_judged(void **state)
{
	const struct common_shift none = {0};
	struct cost_change c = change(NAN, 11000, 20000, 21500, 0.001, &none);

	(void)state;
	assert_false(c.known);
	assert_int_equal(verdict_of(c, 0.01), VERDICT_UNCHANGED);
	c = change(10000, 11000, 20000, 21500, 0.001, &none);
	c.unfit = UNFIT_FEW;
	assert_int_equal(verdict_of(c, 0.01), VERDICT_INCONCLUSIVE);
}

/* By itself p is below the level; for two cells it is above. */
static void cells_that_are_judged_by_their_times_count(void **state)
{
	const struct common_shift none = {0};
	struct cost_change c = change(10000, 11000, 10000, 11500, 0.01, &none);

	(void)state;
	c.p = 0.04;
	assert_int_equal(timed_costs_judge(&c, 1, 0, 0.01, 0.05), 0);
	assert_int_equal(c.verdict, VERDICT_REGRESSED);
	c.p = 0.04;
	assert_int_equal(timed_costs_judge(&c, 1, 1, 0.01, 0.05), 0);
	assert_int_equal(c.verdict, VERDICT_INCONCLUSIVE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cost_is_what_the_mode_takes_longer),
		cmocka_unit_test(each_verdict_has_its_change),
		cmocka_unit_test(a_slower_machine_is_no_cost),
		cmocka_unit_test(what_is_not_known_is_not_judged),
		cmocka_unit_test(cells_that_are_judged_by_their_times_count),
	};

	return cmocka_run_group_tests_name("cost", tests, unit_folder,
					   unit_remove_folder);
}
