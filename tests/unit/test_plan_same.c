// SPDX-License-Identifier: GPL-2.0-only
/* Tests of telling whether two results measured the same plan. */
#include "unit.h"

#include "judge/plan_same.h"

static json_t *plan(const char *name, const char *text)
{
	return json_pack("{s:s, s:s, s:i}", "name", name, "text", text,
			 "samples", 2);
}

static void compare(bool same, const char *name, const char *a, const char *b)
{
	json_t *one = plan("quick", a), *two = plan(name, b);

	assert_int_equal(plan_same(one, two), same);
	assert_int_equal(plan_same(two, one), same);
	json_decref(one);
	json_decref(two);
}

static void comments_do_not_count(void **state)
{
	(void)state;
	compare(true, "quick", "[plan]\nx = 1\n", "[plan]\nx = 1\n");
	compare(true, "quick", "# a\n[plan]\nx = 1\n",
		"; b\n  # c\n\n \t\n[plan]\n; d\nx = 1");
	compare(true, "quick", "", "# nothing\n");
}

static void all_else_counts(void **state)
{
	(void)state;
	compare(false, "slow", "[plan]\nx = 1\n", "[plan]\nx = 1\n");
	compare(false, "quick", "[plan]\nx = 1\n", "[plan]\nx = 2\n");
	compare(false, "quick", "[plan]\nx = 1\n", "[plan]\nx = 12\n");
	compare(false, "quick", "[plan]\nx = 1\n", "[plan]\nx = 1\ny = 1\n");
	compare(false, "quick", "[plan]\nx = 1\n", "[plan]\n# x = 1\n");
}

static void plans_without_text_are_compared(void **state)
{
	json_t *one = json_pack("{s:s}", "name", "x");
	json_t *two = json_pack("{s:s}", "name", "y");

	(void)state;
	assert_true(plan_same(one, one));
	assert_false(plan_same(one, two));
	json_decref(one);
	json_decref(two);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments_do_not_count),
		cmocka_unit_test(all_else_counts),
		cmocka_unit_test(plans_without_text_are_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
