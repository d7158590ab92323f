// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the statistics behind verdicts, against values computed by hand.
 */
#include "judge/aa_test.h"
#include "judge/common_shift.h"
#include "judge/timed_verdict.h"
#include "stats/clock.h"
#include "stats/inference.h"
#include "stats/moderation.h"
#include "stats/percentile.h"
#include "stats/resolution.h"
#include "stats/series.h"
#include "unit.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

static void assert_near(double value, double expected)
{
	if (!(fabs(value - expected) <= 1e-6 * fmax(1, fabs(expected))))
		fail_msg("%.9g, expected %.9g", value, expected);
}

static const struct shift no_shift = {0, 1};

static void percentiles_are_order_statistics(void **state)
{
	double values[100];

	(void)state;
	for (size_t i = 0; i < 100; i++)
		values[i] = (double)i + 1;
	assert_true(stats_percentile(values, 100, 0.50) == 50);
	assert_true(stats_percentile(values, 100, 0.99) == 99);
	assert_true(stats_percentile(values, 100, 1.00) == 100);
	assert_true(stats_percentile(values, 100, 0.00) == 1);
	assert_true(stats_percentile(values, 1, 0.99) == 1);
	assert_true(stats_percentile(values, 2, 0.50) == 1);
	assert_true(stats_percentile(values, 3, 0.50) == 2);
	assert_true(isnan(stats_percentile(values, 0, 0.50)));
}

static void few_values_are_not_trimmed(void **state)
{
	double values[] = {4, 1, 3, 2};
	struct centre c = centre_of(values, 4);

	(void)state;
	assert_near(c.mean, 2.5);
	/* The variance of the mean: 5/3 / 4. */
	assert_near(c.variance, 5.0 / 12);
	assert_near(c.df, 3);
}

static void a_disturbed_value_does_not_move_the_centre(void **state)
{
	double calm[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
	double disturbed[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1000};
	struct centre a = centre_of(calm, 10), b = centre_of(disturbed, 10);

	(void)state;
	assert_near(a.mean, 5.5);
	assert_near(b.mean, 5.5);
	assert_near(a.variance, b.variance);
	/*
	 * Winsorised 3 3 3 4 5 6 7 8 8 8: squares 42.5; over h (h - 1), h = 6.
	 */
	assert_near(a.variance, 42.5 / 30);
}

static void without_values_there_is_no_centre(void **state)
{
	double one[] = {3};
	struct centre none = centre_of(NULL, 0), single = centre_of(one, 1);

	(void)state;
	assert_true(isnan(none.mean));
	assert_near(single.mean, 3);
	assert_near(difference_of(&single, &single, &no_shift).p, 1);
	assert_near(difference_of(&none, &single, &no_shift).p, 1);
}

static void a_difference_has_welchs_test(void **state)
{
	double x[] = {1, 2, 3, 4}, y[] = {3, 4, 5, 6};
	struct centre a = centre_of(x, 4), b = centre_of(y, 4);
	struct difference d = difference_of(&a, &b, &no_shift);
	const struct shift shift = {1, 4};

	(void)state;
	assert_near(d.estimate, 2);
	assert_near(d.error, sqrt(5.0 / 6));
	assert_near(d.df, 6);
	/* t = 2.19089 with 6 degrees of freedom. */
	assert_true(fabs(d.p - 0.07098) < 1e-4);
	assert_true(fabs(difference_half_width(&d, 0.95) -
			 2.446912 * sqrt(5.0 / 6)) < 1e-4);
	assert_true(difference_of(&a, &b, &shift).p > d.p);
}

static void equal_values_differ_in_nothing(void **state)
{
	double x[] = {7, 7, 7}, y[] = {7, 7, 7}, z[] = {8, 8, 8};
	struct centre a = centre_of(x, 3), b = centre_of(y, 3),
		      c = centre_of(z, 3);

	(void)state;
	assert_near(difference_of(&a, &b, &no_shift).p, 1);
	assert_near(difference_of(&a, &c, &no_shift).p, 0);
}

static void p_values_are_adjusted(void **state)
{
	double holm[] = {0.01, 0.04, 0.03, 0.005};

	(void)state;
	assert_int_equal(adjust_holm(holm, 4), 0);
	assert_near(holm[3], 0.02);
	assert_near(holm[0], 0.03);
	assert_near(holm[2], 0.06);
	assert_near(holm[1], 0.06);
}

/* A run of @cells cells with @count processes each, in turn. */
static struct run_series make_run(gsl_rng *rng, size_t cells, size_t count,
				  const char *boot)
{
	struct run_series run;

	assert_int_equal(run_series_new(&run, cells), 0);
	run.boot = boot;
	for (size_t i = 0; i < cells; i++) {
		run.cell[i].value = calloc(count, sizeof(double));
		run.cell[i].when = calloc(count, sizeof(size_t));
		run.cell[i].count = count;
		for (size_t k = 0; k < count; k++) {
			run.cell[i].value[k] = 9 + gsl_ran_gaussian(rng, 0.01);
			run.cell[i].when[k] = k * cells + i;
		}
	}
	return run;
}

static const struct timed_options options = {.threshold = 0.01, .level = 0.05};

/*
 * Eight cells: four workloads under `none`, then under another mode. The first
 * two of each are primary.
 */
#define CELLS 8
static const struct judged_cell cells[CELLS] = {
	{true, true, 0},   {true, true, 1},   {false, true, 2},
	{false, true, 3},  {true, false, 0},  {true, false, 1},
	{false, false, 2}, {false, false, 3},
};

static struct verdicts *judge(const struct run_series *base,
			      const struct run_series *fresh, size_t runs,
			      const struct timed_options *how)
{
	struct verdicts *v = timed_verdicts(base, runs, fresh, runs, cells,
					    base->cells, how);

	assert_non_null(v);
	return v;
}

/* Add @what to all values of a cell. */
static void slow_down(struct run_series *run, size_t cell, double what)
{
	for (size_t k = 0; k < run->cell[cell].count; k++)
		run->cell[cell].value[k] += what;
}

static void slow_down_all(struct run_series *run, double what)
{
	for (size_t i = 0; i < run->cells; i++)
		slow_down(run, i, what);
}

static void a_slower_cell_is_regressed(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct run_series base = make_run(rng, CELLS, 40, "a");
	struct run_series fresh = make_run(rng, CELLS, 40, "a");
	struct verdicts *v;

	(void)state;
	slow_down(&fresh, 5, 0.03);
	slow_down(&fresh, 6, -0.03);
	v = judge(&base, &fresh, 1, &options);
	assert_int_equal(v->unfit, FIT);
	assert_int_equal(v->at[4].verdict, VERDICT_UNCHANGED);
	assert_int_equal(v->at[5].verdict, VERDICT_REGRESSED);
	assert_int_equal(v->at[6].verdict, VERDICT_IMPROVED);
	assert_true(v->at[5].low < v->at[5].ratio &&
		    v->at[5].ratio < v->at[5].high);
	assert_true(fabs(v->at[5].ratio - exp(0.03)) < 0.01);
	assert_int_equal(v->shift.cells, 4);
	assert_true(v->shift.low < 1 && 1 < v->shift.high);
	verdicts_free(v);
	run_series_free(&base);
	run_series_free(&fresh);
	gsl_rng_free(rng);
}

static void a_slower_machine_is_told_and_not_blamed(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct run_series base = make_run(rng, CELLS, 40, "a");
	struct run_series fresh = make_run(rng, CELLS, 40, "a");
	struct verdicts *v;

	(void)state;
	slow_down_all(&fresh, 0.05);
	v = judge(&base, &fresh, 1, &options);
	for (size_t i = 0; i < CELLS; i++)
		assert_true(v->at[i].verdict == VERDICT_UNCHANGED ||
			    v->at[i].verdict == VERDICT_INCONCLUSIVE);
	assert_true(fabs(v->shift.ratio - exp(0.05)) < 0.01);
	assert_true(v->shift.low > 1.03);
	verdicts_free(v);
	run_series_free(&base);
	run_series_free(&fresh);
	gsl_rng_free(rng);
}

static void few_processes_are_not_judged(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct run_series base = make_run(rng, CELLS, 2, "a");
	struct run_series fresh = make_run(rng, CELLS, 2, "a");
	struct verdicts *v;

	(void)state;
	slow_down(&fresh, 5, 0.5);
	v = judge(&base, &fresh, 1, &options);
	assert_int_equal(v->unfit, FIT);
	assert_int_equal(v->at[5].verdict, VERDICT_INCONCLUSIVE);
	assert_int_equal(v->at[5].unfit, UNFIT_FEW);
	assert_int_equal(v->at[5].more, 3);
	verdicts_free(v);
	run_series_free(&base);
	run_series_free(&fresh);
	gsl_rng_free(rng);
}

static void uneven_sides_are_not_judged(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct run_series base = make_run(rng, CELLS, 40, "a");
	struct run_series fresh = make_run(rng, CELLS, 5, "a");
	struct verdicts *v;

	(void)state;
	v = judge(&base, &fresh, 1, &options);
	assert_int_equal(v->at[5].unfit, UNFIT_UNEVEN);
	verdicts_free(v);
	run_series_free(&base);
	run_series_free(&fresh);
	gsl_rng_free(rng);
}

static void values_without_noise_are_not_judged(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct run_series base = make_run(rng, CELLS, 10, "a");
	struct run_series fresh = make_run(rng, CELLS, 10, "a");
	struct verdicts *v;

	(void)state;
	for (size_t i = 0; i < CELLS; i++)
		for (size_t k = 0; k < 10; k++) {
			base.cell[i].value[k] = 9;
			fresh.cell[i].value[k] = 9.1;
		}
	v = judge(&base, &fresh, 1, &options);
	for (size_t i = 0; i < CELLS; i++)
		assert_int_equal(v->at[i].unfit, UNFIT_COARSE);
	/* A clock with steps of 20 % may hide the difference. */
	for (size_t i = 0; i < CELLS; i++)
		base.note[i].step = fresh.note[i].step = 0.2;
	verdicts_free(v);
	v = judge(&base, &fresh, 1, &options);
	for (size_t i = 0; i < CELLS; i++)
		assert_int_equal(v->at[i].verdict, VERDICT_INCONCLUSIVE);
	verdicts_free(v);
	run_series_free(&base);
	run_series_free(&fresh);
	gsl_rng_free(rng);
}

#define BOOTS 6

/* Runs of BOOTS boots, each slower or faster as a whole. */
static void make_boots(gsl_rng *rng, struct run_series *runs,
		       const char *const *names)
{
	for (size_t r = 0; r < BOOTS; r++) {
		runs[r] = make_run(rng, CELLS, 40, names[r]);
		slow_down_all(&runs[r], gsl_ran_gaussian(rng, 0.03));
	}
}

static void free_boots(struct run_series *runs)
{
	for (size_t r = 0; r < BOOTS; r++)
		run_series_free(&runs[r]);
}

static void boots_are_compared_with_boots(void **state)
{
	static const char *const a[BOOTS] = {"1", "2", "3", "4", "5", "6"};
	static const char *const b[BOOTS] = {"7", "8", "9", "10", "11", "12"};
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct run_series base[BOOTS], fresh[BOOTS];
	struct verdicts *v;

	(void)state;
	make_boots(rng, base, a);
	make_boots(rng, fresh, b);
	for (size_t r = 0; r < BOOTS; r++)
		slow_down(&fresh[r], 4, 0.03);
	v = judge(base, fresh, 1, &options);
	assert_int_equal(v->unfit, UNFIT_BOOTS);
	assert_int_equal(v->at[4].verdict, VERDICT_INCONCLUSIVE);
	verdicts_free(v);
	v = judge(base, fresh, 4, &options);
	assert_int_equal(v->unfit, UNFIT_FEW);
	verdicts_free(v);
	v = judge(base, fresh, BOOTS, &options);
	assert_int_equal(v->unfit, FIT);
	assert_true(v->boots);
	assert_int_equal(v->at[4].verdict, VERDICT_REGRESSED);
	assert_int_equal(v->at[5].verdict, VERDICT_UNCHANGED);
	verdicts_free(v);
	free_boots(base);
	free_boots(fresh);
	gsl_rng_free(rng);
}

static void runs_of_one_boot_are_one_boot(void **state)
{
	static const char *const a[BOOTS] = {"1", "1", "1", "1", "1", "1"};
	static const char *const b[BOOTS] = {"2", "2", "2", "2", "2", "2"};
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct run_series base[BOOTS], fresh[BOOTS];
	struct verdicts *v;

	(void)state;
	make_boots(rng, base, a);
	make_boots(rng, fresh, b);
	v = judge(base, fresh, BOOTS, &options);
	assert_int_equal(v->unfit, UNFIT_BOOTS);
	verdicts_free(v);
	/* Both sides of one boot are compared by their processes. */
	for (size_t r = 0; r < BOOTS; r++)
		fresh[r].boot = "1";
	slow_down(&fresh[0], 4, 0);
	v = judge(base, fresh, BOOTS, &options);
	assert_int_equal(v->unfit, FIT);
	assert_false(v->boots);
	for (size_t i = 0; i < CELLS; i++)
		assert_true(v->at[i].verdict == VERDICT_UNCHANGED ||
			    v->at[i].verdict == VERDICT_INCONCLUSIVE);
	verdicts_free(v);
	free_boots(base);
	free_boots(fresh);
	gsl_rng_free(rng);
}

static void the_clock_follows_the_machine(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct run_series run = make_run(rng, CELLS, 40, "a");
	struct centre before, after;
	struct clock clock;

	(void)state;
	/* Independent noise is left alone. */
	assert_int_equal(clock_correct(run.cell, CELLS, &clock), 0);
	assert_true(clock.gain < 0.3);
	assert_true(clock.left == 0);
	/* The machine slows down by 20 % for a third of the run. */
	for (size_t i = 0; i < CELLS; i++)
		for (size_t k = 10; k < 23; k++)
			run.cell[i].value[k] += 0.2;
	before = series_centre(&run.cell[0]);
	assert_int_equal(clock_correct(run.cell, CELLS, &clock), 0);
	after = series_centre(&run.cell[0]);
	assert_true(clock.gain > 0.9);
	assert_true(after.variance < before.variance / 100);
	run_series_free(&run);
	gsl_rng_free(rng);
}

static void variances_are_moderated(void **state)
{
	struct spread alike[] = {{1, 2}, {1.1, 2}, {0.9, 2}, {1, 2}, {0, 2}};
	struct spread unlike[] = {{1, 40}, {100, 40}, {0.01, 40}, {10, 40}};
	struct spread few[] = {{1, 2}, {2, 2}};

	(void)state;
	spreads_moderate(alike, 5);
	assert_true(alike[0].df == 10); /* its own 2 and those of the others */
	assert_true(alike[4].variance > 0.5);
	spreads_moderate(unlike, 4);
	assert_true(fabs(unlike[1].variance / 100 - 1) < 0.1);
	assert_true(unlike[1].df < 42);
	spreads_moderate(few, 2);
	assert_true(few[0].variance == 1 && few[0].df == 2);
}

static void steps_of_the_clock_are_found(void **state)
{
	double values[] = {0.5, 0.2, 0.2, 0.8, 0.5}, same[] = {7, 7, 7};

	(void)state;
	assert_near(resolution_of(values, 5), 0.3);
	assert_near(resolution_of(same, 3), 0);
	assert_near(resolution_of(NULL, 0), 0);
	assert_near(rounding_variance(0.3, 0), 0.0075);
	assert_near(rounding_variance(0, 0), 0);
	/* Noise of a step makes up for rounding. */
	assert_true(rounding_variance(0.3, 0.09) < 1e-9);
}

static void weights_share_out_the_level(void **state)
{
	double p[] = {0.04, 0.01, 0.2};
	static const double weight[] = {0.8, 0.1, 0.1};

	(void)state;
	assert_int_equal(adjust_holm_weighted(p, weight, 3), 0);
	assert_near(p[0], 0.05); /* 0.04 / 0.8, of 1 */
	assert_near(p[1], 0.05); /* not below the one before */
	assert_near(p[2], 0.2);
}

static void arms_that_differ_fail_the_test(void **state)
{
	static const size_t pairs[][2] = {{0, 1}, {2, 3}};
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct run_series run = make_run(rng, 4, 40, "a");

	(void)state;
	assert_true(aa_test_pairs(&run, pairs, 2) > 0.01);
	for (size_t k = 0; k < 40; k++)
		run.cell[3].value[k] += 0.05;
	assert_true(aa_test_pairs(&run, pairs, 2) < 0.01);
	assert_true(aa_test_pairs(&run, pairs, 0) == 1);
	run_series_free(&run);
	gsl_rng_free(rng);
}

/* It can differ from the others by more than they happen to scatter. */
static void a_workload_without_baseline_has_an_uncertain_shift(void **state)
{
	struct estimate a[7], b[7];
	struct judged_cell cells[7] = {0};
	struct offset offsets[7];
	struct common_shift shift;

	(void)state;
	for (size_t i = 0; i < 7; i++) {
		cells[i].baseline = i < 6;
		cells[i].activity = i;
		a[i] = b[i] =
			(struct estimate){.centre = {0, 1e-4, 19}, .units = 20};
	}
	assert_int_equal(common_shift_estimate(a, b, cells, 7, &shift, offsets),
			 0);
	assert_int_equal(shift.cells, 6);
	assert_true(isfinite(offsets[6].shift.df));
	assert_near(offsets[6].shift.df, offsets[0].shift.df);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(percentiles_are_order_statistics),
		cmocka_unit_test(few_values_are_not_trimmed),
		cmocka_unit_test(a_disturbed_value_does_not_move_the_centre),
		cmocka_unit_test(without_values_there_is_no_centre),
		cmocka_unit_test(a_difference_has_welchs_test),
		cmocka_unit_test(equal_values_differ_in_nothing),
		cmocka_unit_test(p_values_are_adjusted),
		cmocka_unit_test(a_slower_cell_is_regressed),
		cmocka_unit_test(a_slower_machine_is_told_and_not_blamed),
		cmocka_unit_test(few_processes_are_not_judged),
		cmocka_unit_test(uneven_sides_are_not_judged),
		cmocka_unit_test(values_without_noise_are_not_judged),
		cmocka_unit_test(boots_are_compared_with_boots),
		cmocka_unit_test(runs_of_one_boot_are_one_boot),
		cmocka_unit_test(the_clock_follows_the_machine),
		cmocka_unit_test(variances_are_moderated),
		cmocka_unit_test(steps_of_the_clock_are_found),
		cmocka_unit_test(weights_share_out_the_level),
		cmocka_unit_test(arms_that_differ_fail_the_test),
		cmocka_unit_test(
			a_workload_without_baseline_has_an_uncertain_shift),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
