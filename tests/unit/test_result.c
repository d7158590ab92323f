// SPDX-License-Identifier: GPL-2.0-only
/* Reading results: statistics, and files that are none. */
#include "result_text.h"

#include <math.h>

#include "result/cell_stats.h"
#include "result/result.h"

static struct error error;

static void percentiles_are_order_statistics(void **state)
{
	double values[100];

	(void)state;
	for (size_t i = 0; i < 100; i++)
		values[i] = (double)i + 1;
	assert_true(stats_percentile(values, 100, 0.50) == 50);
	assert_true(stats_percentile(values, 100, 0.99) == 99);
	assert_true(stats_percentile(values, 100, 1.00) == 100);
	assert_true(stats_percentile(values, 100, 0.00) == 1);
	assert_true(stats_percentile(values, 1, 0.99) == 1);
	assert_true(stats_percentile(values, 2, 0.50) == 1);
	assert_true(stats_percentile(values, 3, 0.50) == 2);
	assert_true(isnan(stats_percentile(values, 0, 0.50)));
}

static void statistics_are_those_of_the_samples(void **state)
{
	char *path = small_file(state);
	struct result *result = result_load(path, &error);
	const struct cell_stats *s;

	assert_non_null(result);
	assert_string_equal(result->venue, "icount");
	assert_string_equal(result->unit, "vns");
	assert_string_equal(result->plan, "small");
	assert_string_equal(result->kernel, "6.1.0");
	assert_int_equal(result->count, 3);
	s = &result->cells[0].stats;
	assert_int_equal(s->ops, 4);
	assert_true(s->min == 100 && s->p50 == 101 && s->mean == 101.5 &&
		    s->p99 == 103 && s->max == 103);
	assert_true(s->over_none == 0 && s->over_none_pct == 0);
	s = &result->cells[1].stats;
	assert_true(s->over_none == 50);
	assert_true(fabs(s->over_none_pct - 5000.0 / 101) < 1e-9);
	assert_true(s->callbacks_per_op == 1 && s->spurious_per_op == 1 &&
		    s->invalidations_per_op == 1);
	assert_true(s->attach == 1 && s->fill == 2 && s->detach == 3 &&
		    s->bytes == 5 && s->chunks_peak == 6);
	assert_int_equal(result->cells[2].cell.device_ns, 5000);
	result_free(result);
	free(path);
}

static void failed_cells_are_no_baseline(void **state)
{
	static const int ns[] = {1, 2, 3, 4};
	struct fixture f = fixture_make(state, SMALL_PLAN);
	char path[PATH_MAX];
	struct result *result;
	json_t *root;

	fixture_sample(&f, 0, ns, 1, 0);
	fixture_sample(&f, 1, ns, 4, 4);
	root = fixture_result(&f);
	snprintf(path, sizeof(path), "%s/failed.json", (char *)*state);
	assert_int_equal(store_result(path, root, &error), 0);
	result = result_load(path, &error);
	assert_non_null(result);
	assert_non_null(result->cells[0].failed);
	assert_null(result->cells[1].failed);
	assert_true(isnan(result->cells[0].stats.over_none));
	assert_true(isnan(result->cells[1].stats.over_none));
	assert_true(isnan(result->cells[2].stats.p50));
	result_free(result);
	json_decref(root);
	fixture_free(&f);
}

static void refuse(void **state, const char *text, const char *why)
{
	char *path = unit_file(state, "bad.json", text);

	assert_null(result_load(path, &error));
	assert_contains(error_text(&error), path);
	assert_contains(error_text(&error), why);
	assert_null(strchr(error_text(&error), '\n'));
	free(path);
}

static void other_files_are_refused(void **state)
{
	refuse(state, "", "truncated");
	refuse(state, "{\"schema\": \"mnbench/1\",", "truncated");
	refuse(state, "workload,mode\n", "no result of mnbench");
	refuse(state, "[]", "no result of mnbench");
	refuse(state, "{\"a\": 1}", "no result of mnbench");
	refuse(state, "{\"schema\": \"fio/3\"}", "no result of mnbench");
	refuse(state, "{\"schema\": \"mnbench/2\"}", "newer mnbench");
	refuse(state, "{\"schema\": \"mnbench/x\"}", "unknown schema");
	refuse(state, "{\"schema\": \"mnbench/1\"}", "\"venue\" is missing");
	assert_null(result_load("/nowhere", &error));
	assert_string_equal(error_text(&error),
			    "/nowhere: cannot read: No such file or directory");
	assert_null(result_load("/tmp", &error));
	assert_contains(error_text(&error),
			"/tmp: cannot read: Is a directory");
}

/* Cut at any byte, the file is refused and never read past its end. */
static void no_cut_file_is_read(void **state)
{
	char *path = small_file(state);
	char *text = unit_read(path);

	for (size_t length = strlen(text) - 3; length > 20; length -= 20) {
		text[length] = '\0';
		refuse(state, text, "truncated");
	}
	free(text);
	free(path);
}

static void replace(void **state, const char *old, const char *new,
		    const char *why)
{
	char *path = small_file(state);
	char *text = unit_read(path);
	char *at = strstr(text, old);
	char *changed;

	assert_non_null(at);
	*at = '\0';
	assert_true(asprintf(&changed, "%s%s%s", text, new, at + strlen(old)) >
		    0);
	refuse(state, changed, why);
	free(changed);
	free(text);
	free(path);
}

static void damaged_cells_are_refused(void **state)
{
	replace(state, "\"device_ns\": 0", "\"device_ns\": -1",
		"cells[0].cell.device_ns");
	replace(state, "\"placement\": \"far\"", "\"placement\": \"near\"",
		"cells[0].cell.placement");
	replace(state, "\"workload\": \"munmap\"", "\"workload\": 1",
		"cells[0].cell.workload");
	replace(state, "\"ns\": [103", "\"ns\": [\"103\"",
		"cells[0].samples[0].ns");
	replace(state, "\"attach_ns\": 1", "\"attach_ns\": null",
		"cells[0].samples[0].attach_ns");
	replace(state, "\"ns\": [103", "\"ns\": [-103",
		"cells[0].samples[0].ns");
	replace(state, "\"spurious\": 0", "\"spurious\": \"0\"",
		"cells[0].samples[0].counters");
	replace(state, "\"unmap\": 0", "\"unmap\": []",
		"cells[0].samples[0].counters");
	replace(state, "\"ns\": [103, 101, 102, 100]", "\"ns\": []",
		"cells[0] has not failed");
	replace(state, "\"workload\": \"munmap\"", "\"workload\": \"a,b\\n\"",
		"cells[0].cell.workload");
	replace(state, "\"unit\": \"vns\"", "\"unit\": \"v,ns\"",
		"\"unit\" is no word");
	replace(state, "\"release\": \"6.1.0\"", "\"release\": 6",
		"environment.kernel.release");
	replace(state, "\"failed\": null", "\"fail\": null", "cells[0].failed");
}

static void younger_keys_have_their_initial_value(void **state)
{
	static const char *const lines[] = {"\"fault_ns\": 0,",
					    "\"timed\": \"operation\","};
	char *path = small_file(state);
	char *text = unit_read(path);
	struct result *result;
	char *other, *at;

	for (size_t i = 0; i < COUNT(lines); i++) {
		assert_non_null(strstr(text, lines[i]));
		while ((at = strstr(text, lines[i])))
			memset(at, ' ', strlen(lines[i]));
	}
	other = unit_file(state, "old.json", text);
	result = result_load(other, &error);
	assert_non_null(result);
	assert_int_equal(result->cells[0].cell.fault_ns, 0);
	assert_int_equal(result->cells[2].cell.timed, TIMED_OPERATION);
	assert_true(result->cells[1].stats.over_none == 50);
	result_free(result);
	free(other);
	free(text);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(percentiles_are_order_statistics),
		cmocka_unit_test(statistics_are_those_of_the_samples),
		cmocka_unit_test(failed_cells_are_no_baseline),
		cmocka_unit_test(other_files_are_refused),
		cmocka_unit_test(no_cut_file_is_read),
		cmocka_unit_test(damaged_cells_are_refused),
		cmocka_unit_test(younger_keys_have_their_initial_value),
	};

	return cmocka_run_group_tests_name("result", tests, unit_folder,
					   unit_remove_folder);
}
