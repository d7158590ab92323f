// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of the statistics of histories: steps, noise, common level. */
#include "unit.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

#include "stats/change_points.h"
#include "stats/octiles.h"
#include "stats/panel_steps.h"
#include "stats/segments.h"
#include "stats/whitening.h"

#define RUNS  60
#define CELLS 8

static void assert_near(double value, double expected)
{
	assert_true(fabs(value - expected) < 1e-9);
}

static void a_series_is_cut_into_segments(void **state)
{
	static const double values[] = {1, 1, 1, 1, 5, 5, 5, 5, 5, 2, 2, 2};
	struct segments s = {.values = values, .count = 12};

	(void)state;
	segments_insert(&s, 9);
	segments_insert(&s, 4);
	assert_int_equal(s.cut[0], 4);
	assert_int_equal(s.cut[1], 9);
	assert_near(segment_mean(&s, 1), 5);
	segments_join(&s, 0);
	assert_int_equal(s.cuts, 1);
	assert_int_equal(s.cut[0], 9);
}

static void few_outliers_are_removed_and_modes_are_not(void **state)
{
	double spike[16], modes[16], room[16];

	(void)state;
	for (size_t i = 0; i < 16; i++) {
		spike[i] = i % 2 ? 1 : -1;
		modes[i] = i % 2 ? 10 : 0;
	}
	spike[7] = 50;
	octile_clip(spike, 16, 3.5, room);
	assert_near(spike[7], 0);
	octile_clip(modes, 16, 3.5, room);
	assert_near(modes[1] - modes[0], 10);
}

/* Twenty values at a level of their own are not removed but clipped. */
static void a_level_is_no_outlier(void **state)
{
	double values[200], room[200];

	(void)state;
	for (size_t i = 0; i < 200; i++)
		values[i] = (i % 2 ? 1 : -1) + (i < 180 ? 0 : 100);
	octile_clip(values, 200, 3.5, room);
	for (size_t i = 180; i < 200; i++)
		assert_true(values[i] > 2);
}

static void whitening_makes_noise_independent(void **state)
{
	const struct noise_model model = {.phi = 0.9, .white = 0};
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double values[2000], x = 0, products = 0, squares = 0;
	struct whitening w;

	(void)state;
	for (size_t i = 0; i < 2000; i++)
		values[i] = x = 0.9 * x + gsl_ran_gaussian(rng, sqrt(0.19));
	assert_int_equal(whitening_make(&model, 2000, false, &w), 0);
	whitening_apply(&w, values, 2000);
	for (size_t i = 1; i < 2000; i++) {
		products += values[i] * values[i - 1];
		squares += values[i] * values[i];
	}
	assert_true(fabs(products / squares) < 0.1);
	assert_true(fabs(squares / 2000 - 1) < 0.1);
	whitening_free(&w);
	gsl_rng_free(rng);
}

static struct change_points find(const double *values, size_t count)
{
	static const struct change_point_options some = {.level = 0.01,
							 .tolerance = 0.01};
	struct change_points steps;
	struct whitening plain;

	assert_int_equal(whitening_make(&noise_models[0], count, true, &plain),
			 0);
	assert_int_equal(
		change_points_find(values, count, &plain, &some, &steps), 0);
	whitening_free(&plain);
	return steps;
}

static void steps_are_found_where_they_are(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double values[90];
	struct change_points steps;

	(void)state;
	for (size_t i = 0; i < 90; i++)
		values[i] = gsl_ran_gaussian(rng, 0.01) + (i < 30   ? 0
							   : i < 60 ? 0.1
								    : 0.04);
	steps = find(values, 90);
	assert_int_equal(steps.count, 2);
	assert_int_equal(steps.step[0].at, 30);
	assert_int_equal(steps.step[1].at, 60);
	assert_true(fabs(steps.step[0].after - 0.1) < 0.01);
	assert_false(steps.drifts);
	free(steps.step);
	gsl_rng_free(rng);
}

static void disturbed_runs_are_no_step(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double values[60];
	struct change_points steps;

	(void)state;
	for (size_t i = 0; i < 60; i++)
		values[i] = gsl_ran_gaussian(rng, 0.01);
	values[20] = values[21] = values[22] = 0.5;
	values[59] = 0.5;
	steps = find(values, 60);
	assert_int_equal(steps.count, 0);
	free(steps.step);
	gsl_rng_free(rng);
}

static void a_drift_is_no_step(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double values[100];
	struct change_points steps;

	(void)state;
	for (size_t i = 0; i < 100; i++)
		values[i] = gsl_ran_gaussian(rng, 0.005) + 0.001 * (double)i;
	steps = find(values, 100);
	assert_true(steps.drifts);
	free(steps.step);
	gsl_rng_free(rng);
}

static void a_short_history_has_no_step(void **state)
{
	static const double values[] = {1, 1, 1, 9, 9};
	struct change_points steps = find(values, 5);

	(void)state;
	assert_int_equal(steps.count, 0);
	free(steps.step);
}

static struct panel_steps search(double *values, size_t cells)
{
	static const struct change_point_options options = {.level = 0.05,
							    .tolerance = 0.01};
	struct panel panel = {cells, RUNS, values};
	struct panel_steps found;

	assert_int_equal(panel_steps_find(&panel, &options, &found), 0);
	return found;
}

static void fill(gsl_rng *rng, double *values)
{
	for (size_t i = 0; i < (size_t)CELLS * RUNS; i++)
		values[i] = gsl_ran_gaussian(rng, 0.01);
}

static void a_slower_machine_is_no_step_of_a_cell(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double values[CELLS * RUNS];
	struct panel_steps found;

	(void)state;
	fill(rng, values);
	for (size_t i = 0; i < CELLS; i++)
		for (size_t r = 30; r < RUNS; r++)
			values[i * RUNS + r] += 0.05;
	for (size_t r = 40; r < RUNS; r++)
		values[2 * RUNS + r] += 0.05;
	found = search(values, CELLS);
	for (size_t i = 0; i < CELLS; i++)
		assert_int_equal(found.series[i].steps.count, i == 2);
	assert_int_equal(found.series[2].steps.step[0].at, 40);
	assert_int_equal(found.common.steps.count, 1);
	assert_int_equal(found.common.steps.step[0].at, 30);
	assert_true(fabs(found.level[59] - found.level[0] - 0.05) < 0.03);
	panel_steps_free(&found, CELLS);
	gsl_rng_free(rng);
}

static void few_cells_have_no_common_level(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double values[CELLS * RUNS];
	struct panel_steps found;

	(void)state;
	fill(rng, values);
	found = search(values, 4);
	assert_null(found.level);
	assert_int_equal(found.common.steps.count, 0);
	panel_steps_free(&found, 4);
	gsl_rng_free(rng);
}

/* The same step is none while another of the few cells drifts. */
static void few_cells_that_drift_have_no_steps(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double values[2][CELLS * RUNS];
	struct panel_steps found;

	(void)state;
	fill(rng, values[0]);
	for (size_t r = 30; r < RUNS; r++)
		values[0][RUNS + r] += 0.05;
	memcpy(values[1], values[0], sizeof(values[0]));
	for (size_t r = 0; r < RUNS; r++)
		values[1][r] += 0.002 * (double)r;
	found = search(values[0], 3);
	assert_int_equal(found.series[1].steps.count, 1);
	assert_false(found.series[1].steps.drifts);
	panel_steps_free(&found, 3);
	found = search(values[1], 3);
	assert_true(found.series[0].steps.drifts);
	assert_int_equal(found.series[1].steps.count, 0);
	assert_true(found.series[1].steps.drifts);
	assert_false(found.series[2].steps.drifts);
	panel_steps_free(&found, 3);
	gsl_rng_free(rng);
}

static void a_random_walk_has_no_steps(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double values[CELLS * RUNS];
	struct panel_steps found;

	(void)state;
	fill(rng, values);
	for (size_t i = 0; i < CELLS; i++)
		for (size_t r = 1; r < RUNS; r++)
			values[i * RUNS + r] += values[i * RUNS + r - 1];
	found = search(values, CELLS);
	for (size_t i = 0; i < CELLS; i++)
		assert_int_equal(found.series[i].steps.count, 0);
	panel_steps_free(&found, CELLS);
	gsl_rng_free(rng);
}

static void missing_values_move_no_step(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double values[CELLS * RUNS];
	struct panel_steps found;

	(void)state;
	fill(rng, values);
	for (size_t r = 0; r < RUNS; r++)
		values[r] += r < 30 ? 0 : 0.1;
	for (size_t r = 0; r < 30; r += 3)
		values[r] = NAN;
	found = search(values, CELLS);
	assert_int_equal(found.series[0].steps.count, 1);
	assert_int_equal(found.series[0].steps.step[0].at, 30);
	panel_steps_free(&found, CELLS);
	gsl_rng_free(rng);
}

static void no_noise_tells_a_step(void **state)
{
	double values[CELLS * RUNS] = {0};
	struct panel_steps found;

	(void)state;
	for (size_t r = 40; r < RUNS; r++)
		values[r] = 0.5;
	found = search(values, CELLS);
	assert_int_equal(found.series[0].steps.count, 1);
	assert_int_equal(found.series[0].steps.step[0].at, 40);
	for (size_t i = 1; i < CELLS; i++)
		assert_int_equal(found.series[i].steps.count, 0);
	panel_steps_free(&found, CELLS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_series_is_cut_into_segments),
		cmocka_unit_test(few_outliers_are_removed_and_modes_are_not),
		cmocka_unit_test(a_level_is_no_outlier),
		cmocka_unit_test(whitening_makes_noise_independent),
		cmocka_unit_test(steps_are_found_where_they_are),
		cmocka_unit_test(disturbed_runs_are_no_step),
		cmocka_unit_test(a_drift_is_no_step),
		cmocka_unit_test(a_short_history_has_no_step),
		cmocka_unit_test(a_slower_machine_is_no_step_of_a_cell),
		cmocka_unit_test(few_cells_have_no_common_level),
		cmocka_unit_test(few_cells_that_drift_have_no_steps),
		cmocka_unit_test(a_random_walk_has_no_steps),
		cmocka_unit_test(missing_values_move_no_step),
		cmocka_unit_test(no_noise_tells_a_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
