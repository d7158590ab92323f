// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the line through the origin on made-up points whose slope is known:
 * how often its interval holds the slope, and that points far off do not move
 * it.
 */
#include "stats/origin_line.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdbool.h>

#include "unit.h"

#define SLOPE  0.25
#define GROUPS 9
#define EACH   3
#define MANY   200

/* What the points of a trial are like. */
struct trial {
	double own;   /* how much groups differ, as a share */
	double noise; /* of the measurement */
	double far;   /* what all points of group 1 are multiplied by */
};

static const double instructions[GROUPS] = {2956, 739, 600,  6672, 752,
					    1206, 740, 1245, 0};

static size_t make(const struct trial *t, gsl_rng *random,
		   struct line_point *points)
{
	size_t n = 0;

	for (size_t g = 0; g < GROUPS; g++) {
		double own = 1 + gsl_ran_gaussian(random, t->own);

		for (size_t k = 0; k < EACH; k++) {
			double x = instructions[g];
			double error = t->noise * (double)(g + 1) / 3;
			double y = SLOPE * x * own * (g == 1 ? t->far : 1);

			points[n++] = (struct line_point){
				.x = x,
				.y = y + gsl_ran_gaussian(random, error),
				.error = error,
				.group = g,
			};
		}
	}
	return n;
}

static bool holds(const struct line_value *interval, double truth)
{
	return interval->low <= truth && truth <= interval->high;
}

/* How many of 100 intervals hold what they are about. */
struct coverage {
	double slope, intercept, another, mean;
};

static struct coverage cover(const struct trial *t)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
	struct line_point points[GROUPS * EACH];
	struct coverage c = {0};
	struct origin_line line;

	gsl_rng_set(random, 1);
	for (int i = 0; i < MANY; i++) {
		size_t n = make(t, random, points);
		double other = SLOPE * (1 + gsl_ran_gaussian(random, t->own));

		assert_int_equal(origin_line_fit(&line, points, n), 0);
		c.slope += holds(&line.slope, SLOPE);
		c.intercept += holds(&line.intercept, 0);
		c.another += holds(&line.another, other);
		c.mean += line.slope.value / MANY;
	}
	gsl_rng_free(random);
	c.slope *= 100.0 / MANY;
	c.intercept *= 100.0 / MANY;
	c.another *= 100.0 / MANY;
	return c;
}

/* 95 of 100 should; the bounds allow for the chance of 200 trials. */
static void intervals_hold_the_slope(void **state)
{
	static const struct trial trials[] = {
		{.own = 0, .noise = 20, .far = 1},
		{.own = 0.08, .noise = 20, .far = 1},
		{.own = 0.15, .noise = 5, .far = 1},
		{.own = 0.08, .noise = 100, .far = 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(trials); i++) {
		struct coverage c = cover(&trials[i]);

		print_message("# trial %zu: slope %.1f, intercept %.1f, "
			      "another %.1f, mean %.4f\n",
			      i, c.slope, c.intercept, c.another, c.mean);
		assert_true(c.slope >= 90);
		assert_true(c.intercept >= 90);
		assert_true(c.another >= 85);
		assert_true(fabs(c.mean - SLOPE) < 0.02 * SLOPE);
	}
}

static void a_group_far_off_does_not_move_the_line(void **state)
{
	const struct trial t = {.own = 0.05, .noise = 10, .far = 4};
	struct coverage c = cover(&t);

	(void)state;
	print_message("# far off: slope %.1f, mean %.4f\n", c.slope, c.mean);
	assert_true(c.slope >= 90);
	assert_true(fabs(c.mean - SLOPE) < 0.05 * SLOPE);
}

/* The test of the intercept must find one. */
static void an_intercept_is_found(void **state)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
	const struct trial t = {.own = 0.03, .noise = 10, .far = 1};
	struct line_point points[GROUPS * EACH];
	size_t n = make(&t, random, points);
	struct origin_line line;

	(void)state;
	for (size_t i = 0; i < n; i++)
		points[i].y += 200;
	assert_int_equal(origin_line_fit(&line, points, n), 0);
	assert_true(line.intercept.low > 0);
	assert_true(line.intercept.high > 150);
	gsl_rng_free(random);
}

static void points_exactly_on_a_line(void **state)
{
	struct line_point points[4];
	struct origin_line line;

	(void)state;
	for (size_t i = 0; i < COUNT(points); i++)
		points[i] = (struct line_point){
			.x = 100.0 * (double)i,
			.y = 50.0 * (double)i,
			.error = 1,
			.group = i,
		};
	assert_int_equal(origin_line_fit(&line, points, 4), 0);
	assert_true(fabs(line.slope.value - 0.5) < 1e-9);
	assert_true(line.spread == 0);
	assert_true(line.slope.low < 0.5 && line.slope.high > 0.5);
	assert_true(line.slope.high < 0.55);
}

static void too_few_points_are_no_line(void **state)
{
	const struct line_point points[] = {
		{.x = 0, .y = 1, .error = 1, .group = 0},
		{.x = 10, .y = 5, .error = 1, .group = 1},
		{.x = 20, .y = 10, .error = 1, .group = 2},
	};
	struct origin_line line;

	(void)state;
	assert_int_equal(origin_line_fit(&line, points, 3), 1);
	assert_int_equal(origin_line_fit(&line, points, 0), 1);
}

/* Without three groups, each point counts alone. */
static void points_of_one_group(void **state)
{
	struct line_point points[6];
	struct origin_line line;

	(void)state;
	for (size_t i = 0; i < COUNT(points); i++)
		points[i] = (struct line_point){
			.x = 100.0 + 10 * (double)i,
			.y = 25.0 + 2.5 * (double)i + (i % 2 ? 1 : -1),
			.error = 1,
		};
	assert_int_equal(origin_line_fit(&line, points, 6), 0);
	assert_true(holds(&line.slope, 0.25));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(intervals_hold_the_slope),
		cmocka_unit_test(a_group_far_off_does_not_move_the_line),
		cmocka_unit_test(an_intercept_is_found),
		cmocka_unit_test(points_exactly_on_a_line),
		cmocka_unit_test(too_few_points_are_no_line),
		cmocka_unit_test(points_of_one_group),
	};

	return cmocka_run_group_tests_name("origin line", tests, NULL, NULL);
}
