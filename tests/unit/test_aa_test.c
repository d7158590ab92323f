// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the A/A test: when it fails. */
#include "unit.h"

#include "judge/aa_test.h"

/* A cell of arm @arm whose processes took @ns and up to @scatter more each. */
static void make_cell(struct result_cell *cell, const char *arm, int ns,
		      int scatter)
{
	char line[128];
	struct error error = {0};

	snprintf(line, sizeof(line), "workload=munmap mode=none arm=%s", arm);
	assert_int_equal(cell_from_line(&cell->cell, line, &error), 0);
	cell->samples = json_array();
	for (int i = 0; i < 20; i++)
		json_array_append_new(cell->samples,
				      json_pack("{s:i, s:[i]}", "id", i, "ns",
						ns + i % (scatter + 1)));
}

static double arms_at(int a, int b, int scatter)
{
	struct result_cell cells[2] = {0};
	struct result run = {.root = json_object(), .cells = cells};
	double p;

	make_cell(&cells[0], "a", a, scatter);
	make_cell(&cells[1], "b", b, scatter);
	run.count = 1;
	assert_true(aa_test_run(&run) == 1); /* without a second arm */
	run.count = 2;
	p = aa_test_run(&run);
	json_decref(cells[0].samples);
	json_decref(cells[1].samples);
	json_decref(run.root);
	return p;
}

static void arms_that_differ_fail_the_test(void **state)
{
	(void)state;
	assert_true(arms_at(1000, 1000, 6) > AA_TEST_LEVEL);
	assert_true(arms_at(1000, 1010, 6) < AA_TEST_LEVEL);
}

static void a_clock_that_is_too_coarse_proves_nothing(void **state)
{
	(void)state;
	assert_true(arms_at(1000, 1001, 0) == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arms_that_differ_fail_the_test),
		cmocka_unit_test(a_clock_that_is_too_coarse_proves_nothing),
	};

	return cmocka_run_group_tests_name("aa_test", tests, unit_folder,
					   unit_remove_folder);
}
