/* SPDX-License-Identifier: GPL-2.0-only */
/* The headline table and the CSV rows. */
#include "result_text.h"

#include "result.h"
#include "show.h"

static struct result *load(void **state)
{
	char error[512];
	char *path = small_file(state);
	struct result *result = result_load(path, error, sizeof(error));

	assert_non_null(result);
	free(path);
	return result;
}

static char *table(struct result *result, bool sort, int width)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	assert_non_null(to);
	assert_int_equal(show_table(result, sort, width, to), 0);
	fclose(to);
	return text;
}

static void csv_has_the_fixed_columns_first(void **state)
{
	struct result *result = load(state);
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	show_csv(result, false, to);
	fclose(to);
	assert_ptr_equal(
		strstr(text,
		       "workload,mode,chunk_size,device_ns,placement,threads,"
		       "ops,unit,min,p50,mean,p99,max,over_none,"
		       "over_none_pct,callbacks_per_op,spurious_per_op,"
		       "invalidations_per_op,"),
		text);
	assert_contains(text, "\nmunmap,none,0,0,far,1,4,vns,100,101,101.5,"
			      "103,103,0,0,0,0,0,");
	assert_contains(text, "\nmunmap,global,0,5000,far,1,4,vns,5150,5151,"
			      "5151.5,5153,5153,5050,5000,1,1,1,");
	free(text);
	result_free(result);
}

static void latencies_are_blocks(void **state)
{
	struct result *result = load(state);
	char *text = table(result, false, 120);

	assert_contains(text, "placement far, device_ns 0\n");
	assert_contains(text, "placement far, device_ns 5us\n");
	assert_contains(text, "munmap   101  +50 +49.5% 1/1/1\n");
	assert_contains(text, "munmap   101  +5,050 +5000.0% 1/1/1\n");
	assert_contains(text, "Plan small, kernel 6.1.0, venue icount; "
			      "4 operations a cell.");
	free(text);
	result_free(result);
}

static void failures_are_told_and_not_shown_as_numbers(void **state)
{
	struct result *result = load(state);
	char *text;

	result->cells[1].failed = "sample 1: reason";
	text = table(result, true, 120);
	assert_contains(text, "munmap   101  failed\n");
	assert_contains(text, "failed: munmap global far ops=4: "
			      "sample 1: reason\n");
	free(text);
	result_free(result);
}

static void a_narrow_table_goes_on_below(void **state)
{
	struct result *result = load(state);
	char *wide = table(result, false, 200),
	     *narrow = table(result, false, 1);

	assert_contains(narrow, "+5,050");
	assert_true(strlen(narrow) >= strlen(wide));
	free(wide);
	free(narrow);
	result_free(result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_has_the_fixed_columns_first),
		cmocka_unit_test(latencies_are_blocks),
		cmocka_unit_test(failures_are_told_and_not_shown_as_numbers),
		cmocka_unit_test(a_narrow_table_goes_on_below),
	};

	return cmocka_run_group_tests_name("show", tests, unit_folder,
					   unit_remove_folder);
}
