// SPDX-License-Identifier: GPL-2.0-only
/* The A/A test: which cells get a second arm, and when the test fails. */
#include "unit.h"

#include "judge/aa_test.h"

static struct plan *load(void **state, const char *cells)
{
	char text[512];
	struct error error = {0};
	struct plan *plan;
	char *path;

	snprintf(text, sizeof(text), "[plan]\nsummary=s\n[cells]\n%s", cells);
	path = unit_file(state, "x.ini", text);
	plan = plan_load(path, path, NULL, 0, &error);
	free(path);
	assert_non_null(plan);
	return plan;
}

static void each_baseline_gets_a_second_arm(void **state)
{
	struct plan *plan = load(state, "workload=munmap touch\n"
					"mode=none global\n");
	struct error error = {0};

	assert_int_equal(plan->count, 4);
	assert_int_equal(aa_arms_add(plan, &error), 0);
	assert_int_equal(plan->count, 6);
	for (size_t i = 0; i < 6; i += 3) {
		const struct cell *none = &plan->cells[i];
		const struct cell *second = &plan->cells[i + 1];

		assert_string_equal(second->mode, "none");
		assert_int_equal(none->arm, ARM_A);
		assert_int_equal(second->arm, ARM_B);
		assert_true(cell_same_activity(none, second));
		/* Costs are over the one, not over the other. */
		assert_true(cell_is_baseline(&plan->cells[i + 2], none));
		assert_false(cell_is_baseline(&plan->cells[i + 2], second));
		assert_string_equal(plan->cells[i + 2].mode, "global");
	}
	plan_free(plan);
}

static void a_plan_may_have_its_own_second_arms(void **state)
{
	struct plan *plan = load(state, "workload=munmap\nmode=none global\n"
					"arm=a b\n");
	struct error error = {0};

	/* The other modes have none: the key is not theirs. */
	assert_int_equal(plan->count, 3);
	assert_int_equal(aa_arms_add(plan, &error), 0);
	assert_int_equal(plan->count, 3);
	plan_free(plan);
}

/* A cell of arm @arm whose processes took @ns and a little more each. */
static void make_cell(struct result_cell *cell, const char *arm, int ns)
{
	char line[128];
	struct error error = {0};

	snprintf(line, sizeof(line), "workload=munmap mode=none arm=%s", arm);
	assert_int_equal(cell_from_line(&cell->cell, line, &error), 0);
	cell->samples = json_array();
	for (int i = 0; i < 20; i++)
		json_array_append_new(cell->samples,
				      json_pack("{s:i, s:[i]}", "id", i, "ns",
						ns + i % 7));
}

static double arms_at(int a, int b)
{
	struct result_cell cells[2] = {0};
	struct result run = {.root = json_object(), .cells = cells};
	double p;

	make_cell(&cells[0], "a", a);
	make_cell(&cells[1], "b", b);
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
	assert_true(arms_at(1000, 1000) > AA_TEST_LEVEL);
	assert_true(arms_at(1000, 1010) < AA_TEST_LEVEL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_baseline_gets_a_second_arm),
		cmocka_unit_test(a_plan_may_have_its_own_second_arms),
		cmocka_unit_test(arms_that_differ_fail_the_test),
	};

	return cmocka_run_group_tests_name("arms", tests, unit_folder,
					   unit_remove_folder);
}
