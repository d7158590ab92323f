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
	show_table(result, sort, width, to);
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

#define WIDE_PLAN                                                              \
	"[plan]\nsummary=s\nsamples=1\n[cells]\nworkload=munmap fork\n"        \
	"mode=none stale global filtered hybrid whole chunked\nchunk_size=2M " \
	"1G\nops=4\n"

/* Cell i of the plan takes 1000 + 10 i. */
static struct result *load_wide(void **state)
{
	struct fixture f = fixture_make(state, WIDE_PLAN);
	char path[PATH_MAX], error[512];
	struct result *result;
	json_t *root;

	for (size_t i = 0; i < f.plan->count; i++) {
		int ns = 1000 + 10 * (int)i;

		fixture_sample(&f, i, (int[]){ns, ns, ns, ns}, 0, 0);
	}
	root = fixture_result(&f);
	fixture_free(&f);
	snprintf(path, sizeof(path), "%s/wide.json", (char *)*state);
	assert_int_equal(store_result(path, root, error, sizeof(error)), 0);
	json_decref(root);
	result = result_load(path, error, sizeof(error));
	assert_non_null(result);
	return result;
}

static size_t count(const char *text, const char *part)
{
	size_t n = 0;

	while ((text = strstr(text, part))) {
		text += strlen(part);
		n++;
	}
	return n;
}

/* Up to the notes, which are sentences. */
static size_t longest_line(const char *text)
{
	size_t longest = 0;

	while (strncmp(text, "none: ", 6) != 0) {
		size_t length = strcspn(text, "\n");

		longest = length > longest ? length : longest;
		text += length + 1;
	}
	return longest;
}

static void no_line_is_wider_than_wanted(void **state)
{
	struct result *result = load_wide(state);

	for (int width = 60; width < 220; width += 7) {
		char *text = table(result, false, width);

		assert_true(longest_line(text) <= (size_t)width);
		/* Each part has the baseline again, each mode is in one. */
		assert_int_equal(count(text, "\nmunmap  1,000"),
				 count(text, "\nfork    1,080"));
		assert_int_equal(count(text, " chunked 1G"), 1);
		assert_int_equal(count(text, "+60 +6.0%"), 1);
		assert_int_equal(count(text, "+60 +5.6%"), 1);
		free(text);
	}
	result_free(result);
}

static void a_part_has_a_mode_however_narrow(void **state)
{
	struct result *result = load_wide(state);
	char *wide = table(result, false, 1000),
	     *narrow = table(result, false, 1);

	assert_int_equal(count(wide, "\nmunmap  1,000"), 1);
	assert_int_equal(count(narrow, "\nmunmap  1,000"), 7);
	assert_contains(narrow, "         none       chunked 2M\n"
				"munmap  1,000  +60 +6.0% 0/0/0\n");
	free(wide);
	free(narrow);
	result_free(result);
}

/* Costs of the two are the same, so percents decide nothing: names do. */
static void sorted_by_the_costliest_mode(void **state)
{
	struct result *result = load_wide(state);
	char *text;

	text = table(result, true, 1000);
	assert_true(strstr(text, "\nfork ") < strstr(text, "\nmunmap "));
	free(text);
	result->cells[1].stats.over_none = 1000;
	text = table(result, true, 1000);
	assert_true(strstr(text, "\nfork ") > strstr(text, "\nmunmap "));
	free(text);
	result_free(result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_has_the_fixed_columns_first),
		cmocka_unit_test(latencies_are_blocks),
		cmocka_unit_test(failures_are_told_and_not_shown_as_numbers),
		cmocka_unit_test(no_line_is_wider_than_wanted),
		cmocka_unit_test(a_part_has_a_mode_however_narrow),
		cmocka_unit_test(sorted_by_the_costliest_mode),
	};

	return cmocka_run_group_tests_name("show", tests, unit_folder,
					   unit_remove_folder);
}
