// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the headline table and the CSV rows. */
#include "result_text.h"

#include <math.h>

#include "print/result_csv.h"
#include "print/result_table.h"
#include "result/result.h"

static struct result *load(void **state)
{
	struct error error = {0};
	char *path = small_file(state);
	struct result *result = result_load(path, &error);

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
	result_table(result, sort, width, to);
	fclose(to);
	return text;
}

static void csv_has_the_fixed_columns_first(void **state)
{
	struct result *result = load(state);
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	result_csv(result, false, to);
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

/* A sample of four operations, with counters of the processor. */
static json_t *counted(int instructions, int ipis)
{
	json_t *sample = json_pack("{s:[i,i,i,i], s:{s:{}}, s:{s:i}}", "ns", 1,
				   2, 3, 4, "counters", "callbacks", "perf",
				   "instructions", instructions);

	if (ipis >= 0)
		json_object_set_new(json_object_get(sample, "perf"), "ipis",
				    json_integer(ipis));
	return sample;
}

static void perf_is_the_median_for_each_operation(void **state)
{
	json_t *samples = json_pack("[o,o,o]", counted(400, -1),
				    counted(4000, 2), counted(404, -1));
	struct result *result = load(state);
	struct cell_stats stats;
	char *text;

	assert_int_equal(stats_of_cell(&result->cells[0].cell, samples, &stats),
			 0);
	json_decref(samples);
	assert_true(stats.perf[PERF_COUNTER_INSTRUCTIONS] == 101);
	assert_true(stats.perf[PERF_COUNTER_IPIS] == 0.5);
	assert_true(isnan(stats.perf[PERF_COUNTER_CYCLES]));

	text = table(result, false, 120);
	assert_null(strstr(text, "ounted for each operation"));
	free(text);
	memcpy(result->cells[1].stats.perf, stats.perf, sizeof(stats.perf));
	text = table(result, false, 120);
	assert_contains(text, "counted for each operation, placement far");
	assert_contains(text, "                instructions  IPIs\n"
			      "munmap  global           101   0.5\n");
	assert_contains(text, "of the processes: instructions: executed in "
			      "the kernel; IPIs: inter-processor");
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
			      "4 operations per cell.");
	free(text);
	result_free(result);
}

static void turns_are_no_scaling(void **state)
{
	struct result *result = load(state);
	char *text = table(result, false, 120);

	assert_null(strstr(text, "is a round"));
	free(text);
	result->cells[0].cell.threads = 2;
	text = table(result, false, 200);
	assert_contains(text, "With several threads in venue icount, an "
			      "operation is a round");
	free(text);
	result->venue = "kvm";
	text = table(result, false, 200);
	assert_null(strstr(text, "is a round"));
	free(text);
	result_free(result);
}

static void failures_are_named_and_have_no_numbers(void **state)
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

	for (size_t i = 0; i < f.plan->count; i++) {
		int ns = 1000 + 10 * (int)i;

		fixture_sample(&f, i, (int[]){ns, ns, ns, ns}, 0, 0);
	}
	return fixture_load(state, &f);
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

/* Between the findings and the notes, which are sentences. */
static int longest_line(const char *text)
{
	bool table = false;
	int longest = 0;

	for (; strncmp(text, "none: ", 6) != 0;
	     text += strcspn(text, "\n") + 1) {
		int length = (int)strcspn(text, "\n");

		table = table || strncmp(text, "placement ", 10) == 0;
		if (table && length > longest)
			longest = length;
	}
	return longest;
}

static void no_line_is_wider_than_wanted(void **state)
{
	struct result *result = load_wide(state);

	for (int width = 60; width < 220; width += 7) {
		char *text = table(result, false, width);

		assert_in_range(longest_line(text), 1, width);
		/* Each part has the baseline again, each mode is in one. */
		assert_int_equal(count(text, "\nmunmap  1,000"),
				 count(text, "\nfork    1,080"));
		assert_int_equal(count(text, "  chunked 1G"), 1);
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

#define FAULT_PLAN                                                           \
	"[plan]\nsummary=s\nsamples=1\n[cells]\nworkload=idle\nmode=global " \
	"whole\ntimed=fault\nthreads=0\npages=1 "                            \
	"8\nchunk_size=1G\nregion_size="                                     \
	"4M\nregion_run=2M\nops=4\n"

/* Those of the plan in its order: global 1, global 8, whole 1, whole 8. */
static struct result *load_faults(void **state)
{
	static const struct fixture_numbers cells[] = {
		{.ns = {1000, 1001, 1002, 9000},
		 .again = {401, 400, 402, 403},
		 .collisions = 2},
		{.ns = {2000, 2000, 2000, 2000}, .again = {400, 400, 400, 400}},
		{.ns = {1100, 1100, 1100, 1100},
		 .again = {400, 400, 400, 400},
		 .gave_up = 1},
		{.ns = {2100, 2100, 2100, 2100}},
	};
	struct fixture f = fixture_make(state, FAULT_PLAN);

	assert_int_equal(f.plan->count, 4);
	for (size_t i = 0; i < 4; i++)
		fixture_numbers(&f, i, &cells[i]);
	return fixture_load(state, &f);
}

/* p50 1001 of one page, 600 of it beside the same call again. */
static void faults_have_their_own_table(void **state)
{
	struct result *result = load_faults(state);
	char *text = table(result, false, 200);

	assert_contains(text, "timed fault\n"
			      "                   p50    p99    max  p50/page  "
			      "mapping/page  collisions  gave up\n"
			      "pages=1  global  1,001  9,000  9,000     1,001  "
			      "         600         0.5        0\n"
			      "         whole   1,100  >1 us  >1 us     1,100  "
			      "         700           0     0.25\n"
			      "pages=8  global  2,000  2,000  2,000       250  "
			      "         200           0        0\n"
			      "         whole   2,100  2,100  2,100       262  "
			      "           -           0        0\n");
	assert_contains(text, "\np50/page: p50 for each page of the fault; ");
	assert_null(strstr(text, "none: median latency"));
	free(text);
	text = table(result, true, 200);
	assert_contains(text, "\npages=8  whole   2,100");
	assert_true(strstr(text, "2,100") < strstr(text, "2,000"));
	free(text);
	text = table(result, false, 50);
	assert_contains(text, "pages=1  global           600  ");
	free(text);
	result_free(result);
}

/* All of whole, and half of those of global, are bounded from below only. */
static void faults_that_gave_up_have_no_time(void **state)
{
	static const struct fixture_numbers cells[] = {
		{.ns = {190300, 190400, 1003852238, 1003852238}, .gave_up = 2},
		{.ns = {190300, 190400, 190500, 190600}},
		{.ns = {1003852238, 1003852238, 1003852238, 1003852238},
		 .again = {400, 400, 400, 400},
		 .gave_up = 4},
		{.ns = {2100, 2100, 2100, 2100}},
	};
	struct fixture f = fixture_make(state, FAULT_PLAN);
	struct result *result;
	char *text;

	for (size_t i = 0; i < 4; i++)
		fixture_numbers(&f, i, &cells[i]);
	result = fixture_load(state, &f);
	for (size_t i = 0; i < 4; i++)
		result->cells[i].cell.threads = 1;
	text = table(result, false, 200);
	assert_contains(text, "pages=1  global  190,000     >1 s     >1 s   ");
	assert_contains(text, "         whole      >1 s     >1 s     >1 s     "
			      "    -             -           0        1\n");
	assert_contains(text, "pages=8  global  190,000  190,000  190,000 ");
	assert_contains(text, "\n>: the device gave up after this time.\n");
	assert_contains(text, "depend on when its thread ran");
	free(text);
	result_free(result);
}

#define TIMED_PLAN(samples)                                 \
	"[plan]\nsummary=s\nsamples=" samples "\n[cells]\n" \
	"workload=munmap\nmode=none lifetime\nops=4\n"

/* Processes of 990, 1000 and 1010 ns in none, and of 200 ns more. */
static struct result *load_timed(void **state, const char *plan)
{
	struct fixture f = fixture_make(state, plan);
	struct result *result;

	for (size_t id = 0; id < f.plan->count * f.plan->samples; id++) {
		int ns = 990 + 10 * (int)(id % 3) +
			 (sample_cell(f.plan, id) ? 200 : 0);

		fixture_sample(&f, id, (int[]){ns, ns, ns, ns}, 0, 0);
	}
	result = fixture_load(state, &f);
	result->venue = "host";
	return result;
}

static void timed_cells_have_intervals(void **state)
{
	struct result *result = load_timed(state, TIMED_PLAN("9"));
	char *text = table(result, false, 200);

	assert_contains(text, "munmap  1,000 +-");
	assert_contains(text, "  +200 +20.0 +-");
	assert_contains(text, "\n+-: half of the interval");
	assert_null(strstr(text, "\n~: "));
	free(text);
	result_free(result);
}

static void one_process_has_no_interval(void **state)
{
	struct result *result = load_timed(state, TIMED_PLAN("1"));
	char *text = table(result, false, 200);

	assert_contains(text, "munmap  ~990  ~+210 ~+21% 0/0/0\n");
	assert_contains(text, "\n~: of one process");
	free(text);
	result_free(result);
}

static void a_busy_application_has_its_own_block(void **state)
{
	struct result *result = load_faults(state);
	char *text;

	strcpy(result->cells[2].cell.workload, "munmap");
	strcpy(result->cells[3].cell.workload, "munmap");
	text = table(result, false, 200);
	assert_contains(text, "timed fault, workload idle\n");
	assert_contains(text, "timed fault, workload munmap\n");
	free(text);
	result_free(result);
}

static void csv_has_counters_of_faults(void **state)
{
	struct result *result = load_faults(state);
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	result_csv(result, false, to);
	fclose(to);
	assert_contains(text,
			",failed,faults_per_op,collisions_per_op,"
			"gave_up_per_op,again,per_page,map_per_page,first_map,"
			"chunks_now,bytes_per_chunk,runs,"
			"instructions_per_op,cycles_per_op,"
			"cache_misses_per_op,dtlb_misses_per_op,ipis_per_op,"
			"context_switches_per_op,operation,refault,"
			"stopped_per_op,over_none_per_page\n");
	/* No baseline; 600 of 1001 are mapping. */
	assert_contains(text, "\nidle,global,0,0,far,0,4,vns,1000,1001,3000.75,"
			      "9000,9000,,,0,0,0,fault,1,");
	assert_contains(text, ",,1,0.5,0,401,1001,600,7,0,,2,,,,,,,,,,\n");
	assert_contains(text, ",,1,0,0,,262.5,,7,0,,2,,,,,,,,,,\n");
	free(text);
	result_free(result);
}

#define DETACH_PLAN                                                        \
	"[plan]\nsummary=s\nsamples=1\n[cells]\nworkload=idle\nmode=none " \
	"global chunked\ntimed=attach detach\nvmas=0 1000\nops=4\n"

/* Each is the same but for the time, 1000 and 100 more for each cell. */
static struct result *load_registration(void **state)
{
	struct fixture f = fixture_make(state, DETACH_PLAN);

	for (size_t i = 0; i < f.plan->count; i++) {
		const struct cell *cell = &f.plan->cells[i];
		int ns = 1000 + 100 * (int)i;
		bool chunked = strcmp(cell->mode, "chunked") == 0;
		struct fixture_numbers n = {
			.ns = {ns, ns, ns, ns},
			.attach = 77,
			.chunks = chunked ? 32 : 0,
			.bytes = chunked ? 6400 : 640,
		};

		fixture_numbers(&f, i, &n);
	}
	return fixture_load(state, &f);
}

/* Cells: none attach 0, 1000; none detach 0, 1000; global attach 0, ... */
static void registration_has_its_own_tables(void **state)
{
	struct result *result = load_registration(state);
	char *text = table(result, false, 200);

	assert_int_equal(result->count, 12);
	assert_contains(text,
			"timed attach\n"
			"                      p50    max  over none  first "
			"attach\n"
			"vmas=0     none     1,000  1,000          0          "
			"  77\n"
			"           global   1,400  1,400        400          "
			"  77\n"
			"           chunked  1,800  1,800        800          "
			"  77\n"
			"vmas=1000  none     1,100");
	assert_contains(text, "timed detach\n"
			      "                      p50  over none  p50/chunk "
			      " chunks  bytes  bytes/chunk\n"
			      "vmas=0     none     1,200          0          - "
			      "      0    640            -\n");
	assert_contains(text, "           chunked  2,000        800         62 "
			      "     32  6,400          200\n");
	/* In both tables, and explained once. */
	assert_int_equal(count(text, "over none: p50 over that of `none`"), 1);
	free(text);
	result_free(result);
}

/* Every cell of a result with several kinds is in one table. */
static void kinds_do_not_mix(void **state)
{
	struct result *result = load_registration(state);
	char *text;

	result->cells[0].cell.timed = TIMED_OPERATION;
	text = table(result, false, 200);
	assert_contains(text, "placement far\n       none\nidle  1,000\n");
	assert_contains(text, "none: median latency of an operation.");
	assert_contains(text, "\ntimed attach\n");
	free(text);
	result_free(result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_has_the_fixed_columns_first),
		cmocka_unit_test(perf_is_the_median_for_each_operation),
		cmocka_unit_test(latencies_are_blocks),
		cmocka_unit_test(turns_are_no_scaling),
		cmocka_unit_test(failures_are_named_and_have_no_numbers),
		cmocka_unit_test(no_line_is_wider_than_wanted),
		cmocka_unit_test(a_part_has_a_mode_however_narrow),
		cmocka_unit_test(sorted_by_the_costliest_mode),
		cmocka_unit_test(faults_have_their_own_table),
		cmocka_unit_test(faults_that_gave_up_have_no_time),
		cmocka_unit_test(timed_cells_have_intervals),
		cmocka_unit_test(one_process_has_no_interval),
		cmocka_unit_test(a_busy_application_has_its_own_block),
		cmocka_unit_test(csv_has_counters_of_faults),
		cmocka_unit_test(registration_has_its_own_tables),
		cmocka_unit_test(kinds_do_not_mix),
	};

	return cmocka_run_group_tests_name("show", tests, unit_folder,
					   unit_remove_folder);
}
