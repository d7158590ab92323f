// SPDX-License-Identifier: GPL-2.0-only
/* Tests of group-sequential bounds, against published tables. */
#include "unit.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#include "stats/group_sequential.h"

static void assert_close(double value, double expected, double tolerance)
{
	if (!(fabs(value - expected) <= tolerance))
		fail_msg("%.9g, expected %.9g", value, expected);
}

static void even_shares(double *share, size_t looks)
{
	for (size_t i = 0; i < looks; i++)
		share[i] = (double)(i + 1) / (double)looks;
}

/*
 * Jennison & Turnbull (2000), tables 2.1 and 2.3: the constants of Pocock, and
 * of O'Brien and Fleming, for equal steps at level 5 %.
 */
static void known_bounds_have_their_level(void **state)
{
	static const struct {
		size_t looks;
		double pocock, obrien_fleming;
	} table[] = {
		{1, 1.960, 1.960},  {2, 2.178, 1.977},  {3, 2.289, 2.004},
		{4, 2.361, 2.024},  {5, 2.413, 2.040},  {8, 2.512, 2.072},
		{10, 2.555, 2.087}, {20, 2.672, 2.126},
	};
	double share[20], flat[20], falling[20];

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		size_t looks = table[i].looks;

		even_shares(share, looks);
		for (size_t k = 0; k < looks; k++) {
			flat[k] = table[i].pocock;
			falling[k] = table[i].obrien_fleming / sqrt(share[k]);
		}
		assert_close(group_sequential_level(flat, share, looks), 0.05,
			     1e-4);
		assert_close(group_sequential_level(falling, share, looks),
			     0.05, 1e-4);
	}
}

/* The bounds of ldbounds, gsDesign and SAS for this spending function. */
static void spending_gives_the_published_bounds(void **state)
{
	static const double five[] = {4.8769, 3.3569, 2.6803, 2.2898, 2.0310};
	static const double four[] = {4.3326, 2.9631, 2.3590, 2.0141};
	double share[5], bounds[5];

	(void)state;
	even_shares(share, 5);
	assert_int_equal(group_sequential_bounds(0.05, share, 5, bounds), 0);
	for (size_t i = 0; i < 5; i++)
		assert_close(bounds[i], five[i], 2e-4);
	even_shares(share, 4);
	assert_int_equal(group_sequential_bounds(0.05, share, 4, bounds), 0);
	for (size_t i = 0; i < 4; i++)
		assert_close(bounds[i], four[i], 2e-4);
}

/* Also with uneven steps, many looks, and the level of one of 10,000 cells. */
static void all_looks_together_have_the_level(void **state)
{
	static const double levels[] = {0.5, 0.1, 0.05, 1e-3, 5e-6};
	static const double uneven[] = {0.1, 0.15, 0.6, 0.61, 1};
	double share[20], bounds[20];

	(void)state;
	for (size_t i = 0; i < COUNT(levels); i++) {
		even_shares(share, 20);
		group_sequential_bounds(levels[i], share, 20, bounds);
		assert_close(group_sequential_level(bounds, share, 20) /
				     levels[i],
			     1, 1e-9);
		for (size_t k = 1; k < 20; k++)
			assert_true(bounds[k] < bounds[k - 1]);
		group_sequential_bounds(levels[i], uneven, 5, bounds);
		assert_close(group_sequential_level(bounds, uneven, 5) /
				     levels[i],
			     1, 1e-9);
	}
}

static void one_look_is_the_plain_test(void **state)
{
	const double share = 1;
	double bound;

	(void)state;
	group_sequential_bounds(0.05, &share, 1, &bound);
	assert_close(bound, 1.959963985, 1e-8);
}

/* Against sums that are drawn, not integrated. */
static void drawn_sums_cross_as_often(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double share[8], bounds[8];
	size_t crossed = 0;

	(void)state;
	even_shares(share, 8);
	group_sequential_bounds(0.05, share, 8, bounds);
	for (size_t i = 0; i < 40000; i++) {
		double sum = 0;

		for (size_t k = 0; k < 8; k++) {
			sum += gsl_ran_gaussian(rng, sqrt(0.125));
			if (fabs(sum / sqrt(share[k])) >= bounds[k]) {
				crossed++;
				break;
			}
		}
	}
	assert_close((double)crossed / 40000, 0.05, 0.004);
	gsl_rng_free(rng);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_bounds_have_their_level),
		cmocka_unit_test(spending_gives_the_published_bounds),
		cmocka_unit_test(all_looks_together_have_the_level),
		cmocka_unit_test(one_look_is_the_plain_test),
		cmocka_unit_test(drawn_sums_cross_as_often),
	};

	return cmocka_run_group_tests_name("group_sequential", tests, NULL,
					   NULL);
}
