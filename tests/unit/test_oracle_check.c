// SPDX-License-Identifier: GPL-2.0-only
/* Tests of comparing counters with predictions, exact and with a tolerance. */
#include "unit.h"

#include "result/oracle_check.h"

static bool judge_of(const char *workload, const char *mode,
		     const char *expected, const char *tolerance,
		     const char *counted, struct error *error)
{
	struct cell cell = {.ops = 2};
	json_t *sample;
	char line[1024];
	bool agrees;

	snprintf(line, sizeof(line),
		 "{\"ns\":[1,2],\"expected\":%s%s%s,\"counters\":%s}", expected,
		 tolerance ? ",\"tolerance\":" : "", tolerance ? tolerance : "",
		 counted);
	strcpy(cell.workload, workload);
	strcpy(cell.mode, mode);
	sample = json_loads(line, 0, NULL);
	assert_non_null(sample);
	agrees = oracle_check_sample(&cell, sample, error);
	json_decref(sample);
	return agrees;
}

static bool judge_in(const char *mode, const char *expected,
		     const char *tolerance, const char *counted,
		     struct error *error)
{
	return judge_of("", mode, expected, tolerance, counted, error);
}

static bool judge(const char *expected, const char *tolerance,
		  const char *counted, struct error *error)
{
	return judge_in("", expected, tolerance, counted, error);
}

#define COUNTS(unmap, spurious, invalidations, pages)                       \
	"{\"callbacks\":{\"unmap\":" unmap "},\"spurious\":" spurious       \
	",\"invalidations\":" invalidations ",\"pages_invalidated\":" pages \
	"}"

#define EXPECTED COUNTS("2", "0", "2", "8")

static void exact_without_tolerance(void **state)
{
	struct error error = {0};

	(void)state;
	assert_true(judge(EXPECTED, NULL, EXPECTED, &error));
	assert_false(judge(EXPECTED, NULL, COUNTS("2", "1", "2", "8"), &error));
	assert_string_equal(error_text(&error),
			    "spurious: 1 counted, 0 predicted");
	assert_false(judge(EXPECTED, "{\"callbacks\":{}}",
			   COUNTS("3", "0", "2", "8"), &error));
	assert_string_equal(error_text(&error),
			    "callbacks.unmap: 3 counted, 2 predicted");
}

static void up_to_the_tolerance(void **state)
{
	static const char tolerance[] =
		"{\"callbacks\":{\"unmap\":2},\"spurious\":2}";
	struct error error = {0};

	(void)state;
	assert_true(
		judge(EXPECTED, tolerance, COUNTS("4", "2", "2", "8"), &error));
	assert_true(
		judge(EXPECTED, tolerance, COUNTS("2", "0", "2", "8"), &error));
	assert_false(
		judge(EXPECTED, tolerance, COUNTS("5", "2", "2", "8"), &error));
	assert_string_equal(error_text(&error),
			    "callbacks.unmap: 5 counted, 2 to 4 predicted");
	/* Never less, and nothing more of what has no tolerance. */
	assert_false(
		judge(EXPECTED, tolerance, COUNTS("1", "0", "2", "8"), &error));
	assert_string_equal(error_text(&error),
			    "callbacks.unmap: 1 counted, 2 to 4 predicted");
	assert_false(
		judge(EXPECTED, tolerance, COUNTS("2", "0", "3", "8"), &error));
	assert_string_equal(error_text(&error),
			    "invalidations: 3 counted, 2 predicted");
}

/* Only where flushes of a TLB are counted may a prediction be missing. */
static void missing_predictions(void **state)
{
	static const char callbacks[] = "{\"callbacks\":{\"unmap\":0}}";
	const char *counted = COUNTS("0", "1", "2", "8");
	struct error error = {0};

	(void)state;
	assert_true(judge_in("sva", callbacks, NULL, counted, &error));
	assert_false(judge_in("global", callbacks, NULL, counted, &error));
	assert_string_equal(error_text(&error), "spurious: not predicted");
	assert_false(judge_in("sva", COUNTS("0", "1", "1", "8"), NULL, counted,
			      &error));
}

/* What is predicted of a measured workload is checked, and only that. */
static void measured_workloads(void **state)
{
	static const char workload[] = "allocator-trim";
	static const char counted[] =
		"{\"callbacks\":{\"unmap\":3,\"soft_dirty\":0},"
		"\"spurious\":3,\"invalidations\":0}";
	static const char expected[] =
		"{\"callbacks\":{\"soft_dirty\":0},\"invalidations\":0}";
	struct error error = {0};

	(void)state;
	assert_true(
		judge_of(workload, "global", expected, NULL, counted, &error));
	assert_false(
		judge_of("munmap", "global", expected, NULL, counted, &error));
	assert_false(judge_of(workload, "global",
			      "{\"callbacks\":{\"soft_dirty\":1}}", NULL,
			      counted, &error));
	assert_string_equal(error_text(&error),
			    "callbacks.soft_dirty: 0 counted, 1 predicted");
	assert_false(judge_of(workload, "global",
			      "{\"callbacks\":{},\"invalidations\":1}", NULL,
			      counted, &error));
	assert_string_equal(error_text(&error),
			    "invalidations: 0 counted, 1 predicted");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exact_without_tolerance),
		cmocka_unit_test(up_to_the_tolerance),
		cmocka_unit_test(missing_predictions),
		cmocka_unit_test(measured_workloads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
