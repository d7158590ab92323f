// SPDX-License-Identifier: GPL-2.0-only
/* Tests of agent output: which lines are accepted, and when two boots agree. */
#include "result_text.h"

static const int some[] = {1, 2, 3, 4};

static void strange_lines_are_refused(void **state)
{
	static const char *const lines[] = {
		"",
		"x",
		"[]",
		"{}",
		"{\"type\":1}",
		"{\"type\":\"x\"}",
		"{\"type\":\"start\",\"id\":3}",
		"{\"type\":\"start\",\"id\":-1}",
		"{\"type\":\"start\"}",
		"{\"type\":\"sample\",\"id\":1,\"cell\":0}",
		"{\"type\":\"sample\",\"id\":1,",
	};
	struct fixture f = fixture_make(state, SMALL_PLAN);
	struct error error = {0};

	for (size_t i = 0; i < COUNT(lines); i++) {
		assert_int_equal(fixture_line(&f, 0, lines[i], &error),
				 AGENT_LINE_BAD);
		assert_contains(error_text(&error), "the agent ");
	}
	fixture_sample(&f, 0, some, 0, 0);
	assert_int_equal(fixture_line(&f, 0,
				      "{\"type\":\"sample\",\"id\":0,"
				      "\"cell\":0}",
				      &error),
			 AGENT_LINE_BAD);
	fixture_free(&f);
}

static void samples_and_errors_are_kept(void **state)
{
	struct fixture f = fixture_make(state, SMALL_PLAN);
	const struct agent_output *output = f.outputs[0];
	json_t *sample;
	struct error error = {0};

	assert_null(agent_output_kernel(output));
	assert_null(agent_output_end(output));
	fixture_line(&f, 0, KERNEL_LINE, &error);
	fixture_line(&f, 0, END_LINE, &error);
	fixture_sample(&f, 1, some, 0, 0);
	fixture_line(&f, 0, "{\"type\":\"error\",\"id\":2,\"message\":\"x\"}",
		     &error);
	sample = agent_output_sample(output, 1);
	assert_int_equal(json_array_size(json_object_get(sample, "ns")), 4);
	assert_null(json_object_get(sample, "type"));
	assert_null(json_object_get(sample, "cell"));
	assert_null(agent_output_sample(output, 0));
	assert_null(agent_output_sample(output, 2));
	assert_null(agent_output_error(output, 1));
	assert_string_equal(agent_output_error(output, 2), "x");
	assert_null(json_object_get(agent_output_kernel(output), "type"));
	assert_non_null(json_object_get(agent_output_end(output), "log"));
	fixture_free(&f);
}

static void duplicate_lines_are_refused(void **state)
{
	static const char *const lines[] = {
		KERNEL_LINE,
		END_LINE,
		"{\"type\":\"error\",\"id\":2,\"message\":\"x\"}",
		"{\"type\":\"sample\",\"id\":0,\"cell\":0}",
	};
	struct fixture f = fixture_make(state, SMALL_PLAN);
	struct error error = {0};

	for (size_t i = 0; i < COUNT(lines); i++) {
		assert_int_not_equal(fixture_line(&f, 0, lines[i], &error),
				     AGENT_LINE_BAD);
		assert_int_equal(fixture_line(&f, 0, lines[i], &error),
				 AGENT_LINE_BAD);
		assert_contains(error_text(&error), "twice");
	}
	fixture_free(&f);
}

static void a_batch_has_only_its_own_samples(void **state)
{
	struct fixture f =
		fixture_make(state, "[plan]\nsummary=s\nsamples=2\n"
				    "batch_cells=1\n[cells]\n"
				    "workload=munmap touch\nmode=none\n");
	struct error error = {0};

	assert_int_equal(f.batches->count, 2);
	assert_int_equal(fixture_line(&f, 1, "{\"type\":\"start\",\"id\":3}",
				      &error),
			 AGENT_LINE_START);
	assert_int_equal(fixture_line(&f, 0, "{\"type\":\"start\",\"id\":3}",
				      &error),
			 AGENT_LINE_BAD);
	assert_contains(error_text(&error),
			"a sample that is not in its batch");
	fixture_free(&f);
}

/* The lines of a boot, forwards or backwards; one of them can be replaced. */
static struct fixture boot_output(void **state, bool backwards, size_t changed,
				  const char *line)
{
	const char *lines[] = {
		KERNEL_LINE,
		"{\"type\":\"start\",\"id\":0}",
		"{\"type\":\"sample\",\"id\":0,\"cell\":0,\"ns\":[7,8]}",
		"{\"type\":\"error\",\"id\":1,\"message\":\"x\"}",
		END_LINE,
	};
	struct fixture f = fixture_make(state, SMALL_PLAN);
	struct error error = {0};

	if (line)
		lines[changed] = line;
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_int_not_equal(
			fixture_line(
				&f, 0,
				lines[backwards ? COUNT(lines) - 1 - i : i],
				&error),
			AGENT_LINE_BAD);
	return f;
}

static void equal_output_is_equal_in_any_order(void **state)
{
	struct fixture a = boot_output(state, false, 0, NULL);
	struct fixture b = boot_output(state, true, 0, NULL);

	assert_true(agent_output_equal(a.outputs[0], a.outputs[0]));
	assert_true(agent_output_equal(a.outputs[0], b.outputs[0]));
	fixture_free(&a);
	fixture_free(&b);
}

static void any_part_can_differ(void **state)
{
	static const struct {
		size_t changed;
		const char *line;
	} others[] = {
		{0, "{\"type\":\"kernel\",\"release\":\"6.1.0\",\"cpus\":2,"
		    "\"clock_ns\":42}"},
		{2, "{\"type\":\"sample\",\"id\":0,\"cell\":0,\"ns\":[7,9]}"},
		{2, "{\"type\":\"sample\",\"id\":0,\"cell\":0,\"ns\":[7]}"},
		{2, "{\"type\":\"sample\",\"id\":2,\"cell\":2,\"ns\":[7,8]}"},
		{2, "{\"type\":\"start\",\"id\":0}"},
		{3, "{\"type\":\"error\",\"id\":1,\"message\":\"y\"}"},
		{3, "{\"type\":\"sample\",\"id\":1,\"cell\":1}"},
		{4, "{\"type\":\"end\",\"samples\":1,\"tainted\":0,"
		    "\"log\":[\"WARNING\"]}"},
	};
	struct fixture a = boot_output(state, false, 0, NULL);

	for (size_t i = 0; i < COUNT(others); i++) {
		struct fixture b = boot_output(state, false, others[i].changed,
					       others[i].line);

		assert_false(agent_output_equal(a.outputs[0], b.outputs[0]));
		assert_false(agent_output_equal(b.outputs[0], a.outputs[0]));
		fixture_free(&b);
	}
	fixture_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strange_lines_are_refused),
		cmocka_unit_test(samples_and_errors_are_kept),
		cmocka_unit_test(duplicate_lines_are_refused),
		cmocka_unit_test(a_batch_has_only_its_own_samples),
		cmocka_unit_test(equal_output_is_equal_in_any_order),
		cmocka_unit_test(any_part_can_differ),
	};

	return cmocka_run_group_tests_name("agent_output", tests, unit_folder,
					   unit_remove_folder);
}
