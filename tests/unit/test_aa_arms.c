// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the A/A arms of a plan: which cells get a second arm. */
#include "unit.h"

#include "plan/aa_arms.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_baseline_gets_a_second_arm),
		cmocka_unit_test(a_plan_may_have_its_own_second_arms),
	};

	return cmocka_run_group_tests_name("aa_arms", tests, unit_folder,
					   unit_remove_folder);
}
