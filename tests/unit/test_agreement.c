// SPDX-License-Identifier: GPL-2.0-only
/* Tests of agreement: how many boots are needed, which output is accepted. */
#include "result_text.h"

#include "run/agreement.h"

#define ONE_CELL                                  \
	"[plan]\nsummary=s\nsamples=1\n[cells]\n" \
	"workload=munmap\nmode=none\nops=4\n"

/* The output of a boot in which the first operation took @ns. */
static struct agent_output *output_of(const struct fixture *f, int ns)
{
	struct agent_output *output = agent_output_new(f->plan, f->batches, 0);
	struct error error = {0};
	char line[128];
	size_t id;

	assert_non_null(output);
	snprintf(line, sizeof(line),
		 "{\"type\":\"sample\",\"id\":0,\"cell\":0,\"ns\":[%d]}", ns);
	assert_int_equal(agent_output_line(output, line, strlen(line), &id,
					   &error),
			 AGENT_LINE_SAMPLE);
	return output;
}

/* Run one boot. Returns whether its output is accepted. */
static bool boot(struct agreement *a, const struct fixture *f, int ns)
{
	agreement_begin(a, 0);
	agreement_end(a);
	return agreement_add(a, output_of(f, ns));
}

static void two_boots_agree(void **state)
{
	struct fixture f = fixture_make(state, ONE_CELL);
	struct agreement a = {.needed = 2};
	struct agent_output *output;
	struct effort effort;

	assert_int_equal(agreement_missing(&a), 2);
	assert_int_equal(agreement_begin(&a, 10), 0);
	assert_int_equal(agreement_missing(&a), 1);
	assert_int_equal(agreement_begin(&a, 20), 1);
	assert_int_equal(agreement_missing(&a), 0);
	agreement_end(&a);
	assert_false(agreement_add(&a, output_of(&f, 7)));
	agreement_end(&a);
	assert_true(agreement_add(&a, output_of(&f, 7)));
	assert_int_equal(agreement_missing(&a), 0);
	output = agreement_accept(&a, 30, &effort);
	assert_non_null(output);
	assert_true(effort.wall_s == 20);
	assert_int_equal(effort.boots, 2);
	assert_int_equal(effort.differed, 0);
	agent_output_free(output);
	fixture_free(&f);
}

static void a_third_boot_decides(void **state)
{
	struct fixture f = fixture_make(state, ONE_CELL);
	struct agreement a = {.needed = 2};
	struct agent_output *output, *seven = output_of(&f, 7);
	struct effort effort;

	assert_false(boot(&a, &f, 8));
	assert_false(boot(&a, &f, 7));
	assert_int_equal(agreement_missing(&a), 1);
	assert_true(boot(&a, &f, 7));
	output = agreement_accept(&a, 1, &effort);
	assert_true(agent_output_equal(output, seven));
	assert_int_equal(effort.boots, 3);
	assert_int_equal(effort.differed, 1);
	agent_output_free(output);
	agent_output_free(seven);
	fixture_free(&f);
}

static void boots_are_limited(void **state)
{
	struct fixture f = fixture_make(state, ONE_CELL);
	struct agreement a = {.needed = 2};

	for (int i = 0; i < BATCH_BOOTS_MAX; i++) {
		assert_false(agreement_failed(&a));
		assert_true(agreement_missing(&a) > 0);
		assert_false(boot(&a, &f, i));
	}
	assert_true(agreement_failed(&a));
	assert_int_equal(agreement_missing(&a), 0);
	assert_int_equal(a.version_count, BATCH_BOOTS_MAX);
	agreement_free(&a);
	fixture_free(&f);
}

static void one_boot_is_enough_where_times_vary(void **state)
{
	struct fixture f = fixture_make(state, ONE_CELL);
	struct agreement a = {.needed = 1};
	struct effort effort;

	assert_int_equal(agreement_missing(&a), 1);
	assert_true(boot(&a, &f, 7));
	agent_output_free(agreement_accept(&a, 0, &effort));
	assert_int_equal(effort.boots, 1);
	fixture_free(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_boots_agree),
		cmocka_unit_test(a_third_boot_decides),
		cmocka_unit_test(boots_are_limited),
		cmocka_unit_test(one_boot_is_enough_where_times_vary),
	};

	return cmocka_run_group_tests_name("agreement", tests, unit_folder,
					   unit_remove_folder);
}
