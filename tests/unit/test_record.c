// SPDX-License-Identifier: GPL-2.0-only
/* Tests of making a result: cells that fail, and output that is refused. */
#include "result_text.h"

static const int some[] = {1, 2, 3, 4};

static const char *failed(const json_t *root, size_t cell)
{
	return json_string_value(json_object_get(
		json_array_get(json_object_get(root, "cells"), cell),
		"failed"));
}

static void predicted_cells_do_not_fail(void **state)
{
	json_t *root = small_result(state);

	for (size_t i = 0; i < 3; i++)
		assert_null(failed(root, i));
	json_decref(root);
}

static void the_first_difference_is_reported(void **state)
{
	struct fixture f = fixture_make(state, SMALL_PLAN);
	struct error error = {0};
	json_t *root;

	fixture_sample(&f, 0, some, 0, 0);
	fixture_sample(&f, 1, some, 5, 4);
	fixture_line(&f, 0, "{\"type\":\"error\",\"id\":2,\"message\":\"x\"}",
		     &error);
	root = fixture_result(&f);
	assert_null(failed(root, 0));
	assert_string_equal(failed(root, 1),
			    "sample 1: callbacks.unmap: 5 counted, "
			    "4 predicted");
	assert_string_equal(failed(root, 2), "sample 2: x");
	json_decref(root);
	fixture_free(&f);
}

static void missing_samples_fail_their_cell(void **state)
{
	struct fixture f = fixture_make(state, SMALL_PLAN);
	json_t *root = fixture_result(&f);

	assert_string_equal(failed(root, 1), "sample 1: no answer");
	json_decref(root);
	fixture_free(&f);
}

static void too_few_operations_fail(void **state)
{
	struct fixture f = fixture_make(state, SMALL_PLAN);
	json_t *root;

	f.plan->cells[0].ops = 5;
	fixture_sample(&f, 0, some, 0, 0);
	root = fixture_result(&f);
	assert_string_equal(failed(root, 0),
			    "sample 0: ops: 4 measured, 5 asked for");
	json_decref(root);
	fixture_free(&f);
}

static void a_batch_must_end(void **state)
{
	struct fixture f = fixture_make(state, SMALL_PLAN);
	struct record_environment environment = {0};
	struct error error = {0};

	assert_null(fixture_record(&f, &environment, &error));
	assert_string_equal(error_text(&error),
			    "the agent wrote no line of type 'kernel' in "
			    "batch 1");
	fixture_line(&f, 0, KERNEL_LINE, &error);
	assert_null(fixture_record(&f, &environment, &error));
	assert_string_equal(error_text(&error),
			    "the agent wrote no line of type 'end' in "
			    "batch 1");
	agent_output_free(f.outputs[0]);
	f.outputs[0] = NULL;
	assert_null(fixture_record(&f, &environment, &error));
	assert_string_equal(error_text(&error), "batch 1 was not measured");
	fixture_free(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(predicted_cells_do_not_fail),
		cmocka_unit_test(the_first_difference_is_reported),
		cmocka_unit_test(missing_samples_fail_their_cell),
		cmocka_unit_test(too_few_operations_fail),
		cmocka_unit_test(a_batch_must_end),
	};

	return cmocka_run_group_tests_name("record", tests, unit_folder,
					   unit_remove_folder);
}
