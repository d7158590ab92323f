// SPDX-License-Identifier: GPL-2.0-only
/* Tests of reading results: statistics, and files that are refused. */
#include "result_text.h"

#include <math.h>

#include "result/cell_stats.h"
#include "stats/percentile.h"
#include "result/result.h"
#include "result/validate.h"

static struct error error;

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
	assert_true(s->over_none == 0 && s->over_none_pct == 0 &&
		    s->over_none_per_page == 0);
	s = &result->cells[1].stats;
	assert_true(s->over_none == 50);
	assert_true(fabs(s->over_none_pct - 5000.0 / 101) < 1e-9);
	assert_true(s->over_none_per_page == s->over_none / 4);
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
	refuse(state, "", "the file is empty");
	refuse(state, "{\"schema\": \"mnbench/1\",", "truncated");
	refuse(state, "{\"a\": nul", "truncated");
	refuse(state, "{\"a\": -", "truncated");
	refuse(state, "workload,mode\n", "no result of mnbench");
	refuse(state, "hello", "no result of mnbench: line 1 is no JSON");
	refuse(state, "[]", "no result of mnbench");
	refuse(state, "{\"a\": 1}", "no result of mnbench");
	refuse(state, "{\"schema\": \"fio/3\"}", "no result of mnbench");
	refuse(state, "{\"schema\": \"mnbench/2\"}", "newer mnbench");
	refuse(state, "{\"schema\": \"mnbench/99999999999999999999\"}",
	       "newer mnbench: schema mnbench/99999999999999999999, this");
	refuse(state, "{\"schema\": \"mnbench/x\"}",
	       "unknown schema: it is \"mnbench/x\"; allowed: mnbench/1");
	refuse(state, "{\"schema\": \"mnbench/1\"}",
	       "venue is missing; allowed: icount, host, kvm, tcg");
	refuse(state, "null", "it holds null, not an object");
	refuse(state, "12", "it holds a number, not an object");
	refuse(state, "\"text\"", "it holds a text, not an object");
	refuse(state, "true", "it holds true, not an object");
	refuse(state, "{} x", "line 1 is no JSON");
	refuse(state, "{\"a\": \x1b[31m}", "near '?')");
	refuse(state, "{\"a\": \"\xe9\"}", "no result of mnbench: line 1");
	refuse(state, "{\"schema\": \"mnbench/1\", \"schema\": 1}",
	       "duplicate object key");
	refuse(state, "{\"a\": 123456789012345678901}", "too big integer");
	refuse(state, "{\"a\": 1e999}", "real number overflow");
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

static void deep_nesting_is_refused(void **state)
{
	char *text = calloc(1, 100001);

	assert_non_null(text);
	memset(text, '[', 100000);
	refuse(state, text, "maximum parsing depth reached");
	free(text);
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
		"cells[0].samples[0].attach_ns is null; allowed: a number from "
		"0 to 9007199254740992");
	replace(state, "\"ns\": [103", "\"ns\": [-103",
		"cells[0].samples[0].ns");
	replace(state, "\"spurious\": 0", "\"spurious\": \"0\"",
		"cells[0].samples[0].counters.spurious is \"0\"; allowed: an "
		"integer from 0 to");
	replace(state, "\"unmap\": 0", "\"unmap\": []",
		"cells[0].samples[0].counters.callbacks.unmap is a list");
	replace(state, "\"ns\": [103, 101, 102, 100]", "\"ns\": []",
		"cells[0] has not failed");
	replace(state, "\"workload\": \"munmap\"", "\"workload\": \"a,b\\n\"",
		"cells[0].cell.workload");
	replace(state, "\"unit\": \"vns\"", "\"unit\": \"v,ns\"",
		"unit is \"v,ns\"; allowed: vns, the unit of venue icount");
	replace(state, "\"release\": \"6.1.0\"", "\"release\": 6",
		"environment.kernel.release");
	replace(state, "\"failed\": null", "\"fail\": null", "cells[0].failed");
}

/* What a file says is bounded before anything is done with it. */
static void numbers_out_of_range_are_refused(void **state)
{
	replace(state, "\"ns\": [103", "\"ns\": [1e308",
		"cells[0].samples[0].ns[0] is 1e308; allowed: a number");
	replace(state, "102, 100]", "102, 9007199254740993]",
		"cells[0].samples[0].ns[3] is 9007199254740993; allowed");
	replace(state, "\"detach_ns\": 3", "\"detach_ns\": 1e17",
		"cells[0].samples[0].detach_ns is 1e17");
	replace(state, "\"bytes\": 5", "\"bytes\": 5.5",
		"cells[0].samples[0].bytes is 5.5; allowed: an integer");
	replace(state, "\"unmap\": 0", "\"unmap\": 9223372036854775807",
		"cells[0].samples[0].counters.callbacks.unmap is 92233720");
	replace(state, "\"unmap\": 0", "\"\\u001b[31m\": 0",
		"a name in cells[0].samples[0].counters.callbacks is "
		"\"\\u001B[31m\"");
	replace(state, "\"region_stride\": 2097152", "\"region_stride\": 0",
		"cells[0].cell.region_stride is 0; allowed: an integer from "
		"4096 to");
	replace(state, "\"ops\": 4", "\"ops\": 2305843009213693952",
		"cells[0].cell.ops is 2305843009213693952; allowed: an integer "
		"from 1 to 1000000");
	replace(state, "\"samples\": 1,", "\"samples\": 2305843009213693952,",
		"plan.samples is 2305843009213693952; allowed: an integer "
		"from 1 to 1000");
}

static void unknown_and_repeated_things_are_refused(void **state)
{
	replace(state, "\"venue\": \"icount\"", "\"venue\": \"moon\"",
		"venue is \"moon\"; allowed: icount, host, kvm, tcg");
	replace(state, "\"unit\": \"vns\"", "\"unit\": \"ns\"",
		"unit is \"ns\"; allowed: vns, the unit of venue icount");
	replace(state, "\"device_ns\": 5000", "\"device_ns\": 0",
		"cells[2].cell has the same keys as cells[1]");
	replace(state, "\"address_space\": \"none\"",
		"\"address_space\": \"java\"",
		"cells[0].cell.address_space is \"java\"; allowed: none, or "
		"NAME@ and the first 12 digits of a SHA-256");
	replace(state, "\"name\": \"small\"", "\"name\": \"../small\"",
		"plan.name is \"../small\"; allowed: the name of a plan");
	replace(state, "\"set\": []", "\"set\": [5]",
		"plan.set[0] is 5; allowed: a text");
	replace(state, "\"log\": []", "\"log\": [5]",
		"batches[0].log[0] is 5; allowed: a text");
	replace(state, "\"tainted\": 0", "\"tainted\": \"0\"",
		"batches[0].tainted is \"0\"");
}

/* The small result with other text, loaded and validated. */
static void check_invalid(void **state, const char *old, const char *new,
			  const char *why)
{
	char *path = small_file(state), *text = unit_read(path), *changed;
	char *at = strstr(text, old);
	struct result *result;

	assert_non_null(at);
	*at = '\0';
	assert_true(asprintf(&changed, "%s%s%s", text, new, at + strlen(old)) >
		    0);
	free(path);
	path = unit_file(state, "invalid.json", changed);
	result = result_load(path, &error);
	if (!result)
		fail_msg("%s", error_text(&error));
	assert_int_equal(result_validate(result, &error), -1);
	assert_contains(error_text(&error), why);
	result_free(result);
	free(changed);
	free(text);
	free(path);
}

static void batches_and_samples_must_agree(void **state)
{
	check_invalid(state, "\"samples\": 1,", "\"samples\": 1000,",
		      "batches have 3 samples in all; the plan has 3 cells "
		      "with 1000 each");
	check_invalid(state, "\"id\": 0", "\"id\": 2",
		      "cells[0].samples[0].id is 2; allowed: an integer from 0 "
		      "to 0");
	check_invalid(state, "\"batch\": 0", "\"batch\": 1",
		      "cells[0] is in batch 1, but its sample 0 ran in batch "
		      "0");
	check_invalid(state, "\"batch\": 0", "\"batch\": 9007199254740992",
		      "cells[0] is in batch 9007199254740992");
	check_invalid(state, "\"batch\": 0", "\"batch\": -1",
		      "cells[0].batch is -1");
	check_invalid(state, "\"seed\": 1,", "",
		      "plan.seed is missing; allowed: an integer");
	check_invalid(state, "\"tainted\": 0", "\"other\": 0",
		      "batches[0].tainted is missing");
}

/* A sample of the small result as an agent would write it, with other text. */
static void take_sample(struct fixture *f, const char *id, const char *ns,
			const char *bytes)
{
	char line[2048];

	snprintf(line, sizeof(line),
		 "{\"type\":\"sample\",\"id\":%s,\"cell\":%s,"
		 "\"attach_ns\":1,\"fill_ns\":2,\"detach_ns\":3,"
		 "\"ns\":[%s],\"counters\":{\"callbacks\":{"
		 "\"unmap\":0," ZERO_CALLBACKS "},\"spurious\":0,"
		 "\"invalidations\":0,\"pages_invalidated\":0},"
		 "\"expected\":{\"callbacks\":{\"unmap\":0," ZERO_CALLBACKS
		 "},\"spurious\":0,\"invalidations\":0,"
		 "\"pages_invalidated\":0},\"bytes\":%s,"
		 "\"chunks_now\":0,\"chunks_peak\":0}",
		 id, id, ns, bytes);
	if (fixture_line(f, 0, line, &error) != AGENT_LINE_SAMPLE)
		fail_msg("%s", error_text(&error));
}

/* A run never stores a result that cannot be read. */
static void samples_that_cannot_be_read_fail_their_cell(void **state)
{
	struct fixture f = fixture_make(state, SMALL_PLAN);
	struct result *result;

	take_sample(&f, "0", "1,2,3,4", "5");
	take_sample(&f, "1", "1,2,3,-4", "5");
	take_sample(&f, "2", "1,2,3,4", "\"5\"");
	result = fixture_load(state, &f);
	assert_null(result->cells[0].failed);
	assert_string_equal(
		result->cells[1].failed,
		"sample 1: ns[3] is -4; allowed: a number from 0 to "
		"9007199254740992");
	assert_string_equal(
		result->cells[2].failed,
		"sample 2: bytes is \"5\"; allowed: an integer from "
		"0 to 9007199254740992");
	assert_int_equal(json_array_size(result->cells[1].samples), 0);
	result_free(result);
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
		cmocka_unit_test(statistics_are_those_of_the_samples),
		cmocka_unit_test(failed_cells_are_no_baseline),
		cmocka_unit_test(other_files_are_refused),
		cmocka_unit_test(no_cut_file_is_read),
		cmocka_unit_test(deep_nesting_is_refused),
		cmocka_unit_test(damaged_cells_are_refused),
		cmocka_unit_test(numbers_out_of_range_are_refused),
		cmocka_unit_test(unknown_and_repeated_things_are_refused),
		cmocka_unit_test(batches_and_samples_must_agree),
		cmocka_unit_test(samples_that_cannot_be_read_fail_their_cell),
		cmocka_unit_test(younger_keys_have_their_initial_value),
	};

	return cmocka_run_group_tests_name("result", tests, unit_folder,
					   unit_remove_folder);
}
