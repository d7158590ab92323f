// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the sentences on results: what they say, and what they must not. */
#include "result_text.h"

#include <math.h>

#include "print/findings.h"

#define PLAN(cells) "[plan]\nsummary=s\nsamples=1\n[cells]\n" cells

/* A result whose cells take these times in the order of the plan. */
static struct result *load(void **state, const char *plan, const int *ns,
			   size_t count)
{
	struct fixture f = fixture_make(state, plan);

	assert_int_equal(f.plan->count, count);
	for (size_t i = 0; i < count; i++) {
		int n = ns[i];

		fixture_sample(&f, i, (int[]){n, n, n, n}, 0, 0);
	}
	return fixture_load(state, &f);
}

/* All sentences, a line each; to be freed. */
static char *text_of(const struct result *result)
{
	struct findings *findings = findings_make(result);
	char *text = calloc(1, 1 << 16);

	assert_non_null(text);
	for (size_t i = 0; i < findings->count; i++) {
		strcat(text, findings->at[i].sentence);
		strcat(text, "\n");
	}
	findings_free(findings);
	return text;
}

static const struct finding *find(const struct findings *findings,
				  const char *kind)
{
	for (size_t i = 0; i < findings->count; i++)
		if (strcmp(findings->at[i].kind, kind) == 0)
			return &findings->at[i];
	return NULL;
}

static void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("'%s' is in: %s", part, text);
}

#define TWO_WORKLOADS                                                  \
	PLAN("workload=munmap touch\nmode=none global whole chunked\n" \
	     "device_ns=5us\nops=4\n")

/* The plan has all modes of munmap, then those of touch. */
static const int two[] = {1000, 1433, 1446, 1015, 500, 500, 500, 500};

static void costs_of_an_activity_are_told(void **state)
{
	struct result *result = load(state, TWO_WORKLOADS, two, COUNT(two));
	char *text = text_of(result);

	assert_contains(text, "With a device that takes 5 us, whole adds 45 % "
			      "to munmap far from device pages, global 43 %, "
			      "chunked 1.5 %.\n");
	assert_contains(text, "With a device that takes 5 us, munmap pays most "
			      "of 2 activities far from device pages: it takes "
			      "1.5 % longer under chunked, 43 % under global, "
			      "45 % under whole.\n");
	assert_contains(text, "No mode adds anything to touch.\n");
	free(text);
	result_free(result);
}

/* Each scheme slows another activity most. */
static void most_of_different_activities(void **state)
{
	static const int ns[] = {1000, 1433, 1446, 1015, 500, 510, 505, 550};
	struct result *result = load(state, TWO_WORKLOADS, ns, COUNT(ns));
	char *text = text_of(result);

	assert_contains(text,
			"With a device that takes 5 us, an activity far "
			"from device pages takes up to 10 % longer under "
			"chunked, 43 % under global, 45 % under whole (of "
			"2 measured activities).\n");
	free(text);
	result_free(result);
}

static void sentences_have_their_cells(void **state)
{
	struct result *result = load(state, TWO_WORKLOADS, two, COUNT(two));
	struct findings *findings = findings_make(result);
	const struct finding *cost = find(findings, "cost");
	const struct finding *untouched = find(findings, "untouched");

	assert_non_null(cost);
	assert_int_equal(cost->count, 4);
	for (size_t i = 0; i < 4; i++)
		assert_ptr_equal(cost->cells[i], &result->cells[i]);
	assert_non_null(untouched);
	assert_int_equal(untouched->count, 3);
	assert_ptr_equal(untouched->cells[0], &result->cells[5]);
	for (size_t i = 1; i < findings->count; i++)
		assert_true(findings->at[i - 1].weight >=
			    findings->at[i].weight);
	findings_free(findings);
	result_free(result);
}

/* A cell that failed is told, and no other sentence has its figures. */
static void failed_cells_are_left_out(void **state)
{
	struct result *result = load(state, TWO_WORKLOADS, two, COUNT(two));
	struct findings *findings;
	char *text;

	result->cells[1].failed = "sample 1: reason";
	text = text_of(result);
	findings = findings_make(result);
	assert_string_equal(findings->at[0].kind, "failed");
	assert_ptr_equal(findings->at[0].cells[0], &result->cells[1]);
	assert_contains(text, "1 of 8 cells failed and must not be used; the "
			      "other sentences leave it out.\n");
	assert_contains(text, "whole adds 45 % to munmap far from device "
			      "pages, chunked 1.5 %.\n");
	assert_lacks(text, "43 %");
	for (size_t i = 1; i < findings->count; i++)
		for (size_t k = 0; k < findings->at[i].count; k++)
			assert_null(findings->at[i].cells[k]->failed);
	findings_free(findings);
	free(text);
	result_free(result);
}

/* A mode whose cell failed may well add something. */
static void a_failed_cell_is_not_nothing(void **state)
{
	struct result *result = load(state, TWO_WORKLOADS, two, COUNT(two));
	char *text;

	result->cells[5].failed = "sample 1: reason";
	text = text_of(result);
	assert_lacks(text, "No mode adds");
	free(text);
	result_free(result);
}

static void nothing_is_told_without_a_baseline(void **state)
{
	static const int ns[] = {1000, 1433};
	struct result *result =
		load(state,
		     PLAN("workload=munmap\nmode=global chunked\nops=4\n"), ns,
		     COUNT(ns));
	char *text = text_of(result);

	assert_string_equal(text, "");
	free(text);
	result_free(result);
}

static void a_single_cell_says_nothing(void **state)
{
	static const int ns[] = {1000};
	struct result *result =
		load(state, PLAN("workload=munmap\nmode=none\nops=4\n"), ns, 1);
	struct findings *findings = findings_make(result);

	assert_int_equal(findings->count, 0);
	findings_free(findings);
	result_free(result);
}

/* Schemes with one figure are no choice; some with one figure are together. */
static void ties_are_told_together(void **state)
{
	static const int same[] = {1000, 1433, 1433, 1433, 500, 501, 501, 501};
	static const int some[] = {1000, 1433, 1433, 1015, 500, 501, 501, 501};
	struct result *result = load(state, TWO_WORKLOADS, same, COUNT(same));
	char *text = text_of(result);

	assert_string_equal(text, "");
	free(text);
	result_free(result);
	result = load(state, TWO_WORKLOADS, some, COUNT(some));
	text = text_of(result);
	assert_contains(text, "global and whole add 43 % to munmap far from "
			      "device pages, chunked 1.5 %.\n");
	free(text);
	result_free(result);
}

/* Devices that no table tells apart are not compared. */
static void unlike_devices_are_not_compared(void **state)
{
	struct result *result = load(state, TWO_WORKLOADS, two, COUNT(two));
	char *text;

	result->cells[1].cell.inflight = 1;
	result->cells[5].cell.inflight = 1;
	text = text_of(result);
	assert_lacks(text, "to munmap");
	free(text);
	result_free(result);
}

static void a_kind_does_not_bury_the_others(void **state)
{
	struct result *result = load(state, TWO_WORKLOADS, two, COUNT(two));
	struct findings *findings = findings_make(result);
	size_t costs = 0;

	for (size_t i = 0; i < findings->count; i++)
		costs += strcmp(findings->at[i].kind, "cost") == 0;
	assert_true(costs <= 8);
	findings_free(findings);
	result_free(result);
}

static void spurious_callbacks_are_told(void **state)
{
	struct fixture f = fixture_make(
		state, PLAN("workload=munmap\nmode=none global chunked\n"
			    "ops=4\n"));
	struct result *result;
	char *text;

	fixture_sample(&f, 0, (int[]){9, 9, 9, 9}, 0, 0);
	fixture_sample(&f, 1, (int[]){9, 9, 9, 9}, 4, 4);
	fixture_sample(&f, 2, (int[]){9, 9, 9, 9}, 0, 0);
	result = fixture_load(state, &f);
	text = text_of(result);
	assert_contains(text, "Of the callbacks of activities far from device "
			      "pages, 100 % are spurious under global; "
			      "chunked has no callback.\n");
	free(text);
	result_free(result);
}

#define BUSY_PLAN                                                          \
	PLAN("workload=dontneed\nmode=global whole chunked\ntimed=fault\n" \
	     "threads=1\npages=512\nchunk_size=1G\nregion_size=4M\n"       \
	     "region_run=2M\nlimit_ns=1s\nops=4\nwarmup=0\n")

static struct result *load_busy(void **state, int whole_gave_up)
{
	const int second = 1003852238;
	struct fixture_numbers cells[] = {
		{.ns = {second, second, second, second}, .gave_up = 4},
		{.ns = {second, second, second, second},
		 .gave_up = whole_gave_up},
		{.ns = {189000, 190000, 190500, 191000}},
	};
	struct fixture f = fixture_make(state, BUSY_PLAN);

	assert_int_equal(f.plan->count, 3);
	for (size_t i = 0; i < 3; i++)
		fixture_numbers(&f, i, &cells[i]);
	return fixture_load(state, &f);
}

static void faults_that_never_complete_come_first(void **state)
{
	struct result *result = load_busy(state, 4);
	struct findings *findings = findings_make(result);

	assert_true(findings->count > 0);
	assert_string_equal(
		findings->at[0].sentence,
		"Beside dontneed in another thread, a fault of 512 pages under "
		"global or whole never completes within 1 s (4 tried in each); "
		"it takes 190 us under chunked.");
	assert_int_equal(findings->at[0].count, 3);
	findings_free(findings);
	result_free(result);
}

static void faults_that_sometimes_complete_are_apart(void **state)
{
	struct result *result = load_busy(state, 1);
	char *text = text_of(result);

	assert_contains(text, "a fault of 512 pages under global never "
			      "completes within 1 s (4 tried); it takes 190 us "
			      "under chunked.\n");
	assert_contains(text, "Beside dontneed in another thread, a fault of "
			      "512 pages gives up in 25 % under whole of all "
			      "tries.\n");
	free(text);
	result_free(result);
}

#define GROWTH_PLAN                                                    \
	PLAN("workload=idle\nmode=none global chunked\ntimed=attach\n" \
	     "vmas=0 1000\nops=4\n")

static void growth_is_told(void **state)
{
	struct fixture f = fixture_make(state, GROWTH_PLAN);
	struct result *result;
	char *text;

	for (size_t i = 0; i < f.plan->count; i++) {
		int ns = f.plan->cells[i].vmas ? 90000 : 2000;
		struct fixture_numbers n = {.ns = {ns, ns, ns, ns}};

		fixture_numbers(&f, i, &n);
	}
	result = fixture_load(state, &f);
	text = text_of(result);
	assert_contains(text, "attach with 1,000 extra VMAs takes 90 us under "
			      "chunked and global; with 0 extra VMAs it takes "
			      "2 us under chunked and global.\n");
	free(text);
	result_free(result);
}

static void chunk_sizes_are_compared(void **state)
{
	static const int ns[] = {1000, 1015, 1440, 1020};
	struct result *result =
		load(state,
		     PLAN("workload=munmap\nmode=none chunked\n"
			  "chunk_size=64K 1G\ndevice_ns=5us\nops=4\n"
			  "[cells adaptive]\nworkload=munmap\n"
			  "mode=adaptive\nchunk_size=1G\ndevice_ns=5us\n"
			  "ops=4\n"),
		     ns, COUNT(ns));
	char *text = text_of(result);

	assert_contains(text, "With a device that takes 5 us, the best of 2 "
			      "chunk sizes for munmap far from device pages, "
			      "chunked 64K, adds 1.5 %, the worst, chunked 1G, "
			      "44 %; adaptive 1G adds 2.0 %.\n");
	free(text);
	result_free(result);
}

static void the_idle_module_is_told(void **state)
{
	static const int same[] = {1000, 1000, 500, 500};
	static const int other[] = {1000, 1000, 500, 490};
	const char *plan = PLAN("workload=munmap touch\nmode=none\n"
				"module=loaded absent\nops=4\n");
	struct result *result = load(state, plan, same, COUNT(same));
	char *text = text_of(result);

	assert_string_equal(text, "While nobody is attached, the loaded module "
				  "changes none of 2 activities.\n");
	free(text);
	result_free(result);
	result = load(state, plan, other, COUNT(other));
	text = text_of(result);
	assert_contains(text, "changes touch by 2.0 %, and no other of 2 "
			      "activities by more.\n");
	free(text);
	result_free(result);
}

static void actions_are_told(void **state)
{
	static const int ns[] = {100, 8800};
	struct result *result = load(state,
				     PLAN("workload=idle\nmode=none region\n"
					  "timed=register\nthreads=0\nops=4\n"),
				     ns, COUNT(ns));
	char *text = text_of(result);

	assert_contains(text, "each register takes 8.8 us under region.\n");
	free(text);
	result_free(result);
}

/* A timed run of @samples processes, each with noise of @noise per mille. */
static struct result *load_timed(void **state, int samples, int noise)
{
	char plan[256];
	struct fixture f;
	struct result *result;

	snprintf(plan, sizeof(plan),
		 "[plan]\nsummary=s\nsamples=%d\n[cells]\nworkload=munmap "
		 "touch\nmode=none lifetime\nops=4\n",
		 samples);
	f = fixture_make(state, plan);
	for (size_t id = 0; id < f.plan->count * (size_t)samples; id++) {
		size_t cell = sample_cell(f.plan, id);
		int base = cell == 1 ? 11280 : 10000;
		int ns = base + (int)(id * 7919 % 11 - 5) * noise;

		fixture_sample(&f, id, (int[]){ns, ns, ns, ns}, 0, 0);
	}
	result = fixture_load(state, &f);
	result->venue = "host";
	return result;
}

static void timed_effects_have_intervals(void **state)
{
	struct result *result = load_timed(state, 20, 10);
	char *text = text_of(result);

	assert_contains(text, "lifetime adds 12.");
	assert_contains(text, " %) to munmap far from device pages.\n");
	assert_contains(text, "It is not proved that lifetime changes touch (");
	assert_lacks(text, "No mode adds");
	free(text);
	result_free(result);
}

/* Without an interval nothing is proved, and nothing is told. */
static void one_process_proves_nothing(void **state)
{
	struct result *result = load_timed(state, 1, 10);
	char *text = text_of(result);

	assert_string_equal(text, "");
	free(text);
	result_free(result);
}

#define PAGES                                                     \
	PLAN("workload=pageout\nmode=none global whole chunked\n" \
	     "pages=2 64 256\ndevice_ns=5us\nops=4\nregion_run=1M\n")

/* @calls: of global and whole for each page. */
static char *text_of_pages(void **state, int calls)
{
	static const int pages[] = {2, 64, 256};
	static const int page_ns[] = {1000, 6400, 6560, 1140};
	struct fixture f = fixture_make(state, PAGES);
	struct result *result;
	char *text;

	assert_int_equal(f.plan->count, 12);
	for (size_t i = 0; i < 12; i++) {
		const struct cell *cell = &f.plan->cells[i];
		bool called = cell->inflight && strcmp(cell->mode, "chunked");
		int ns, n = 0, per_op;

		while ((uint64_t)pages[n] != cell->pages)
			n++;
		per_op = called ? calls * pages[n] : 0;
		ns = pages[n] * page_ns[!strcmp(cell->mode, "none")     ? 0
					: !strcmp(cell->mode, "global") ? 1
					: !strcmp(cell->mode, "whole")  ? 2
									: 3];
		fixture_sample(&f, i, (int[]){ns, ns, ns, ns}, 4 * per_op,
			       4 * per_op);
	}
	result = fixture_load(state, &f);
	text = text_of(result);
	result_free(result);
	return text;
}

/* Only of the most pages, and only where the kernel calls page by page. */
static void pages_are_told(void **state)
{
	char *text = text_of_pages(state, 1);

	assert_contains(text, "With a device that takes 5 us, whole adds 5.6 "
			      "us to each page of pageout pages=256 far from "
			      "device pages, global 5.4 us, chunked 140 ns.\n");
	assert_lacks(text, "to each page of pageout pages=64");
	free(text);
	text = text_of_pages(state, 0);
	assert_lacks(text, "to each page");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(costs_of_an_activity_are_told),
		cmocka_unit_test(most_of_different_activities),
		cmocka_unit_test(sentences_have_their_cells),
		cmocka_unit_test(failed_cells_are_left_out),
		cmocka_unit_test(a_failed_cell_is_not_nothing),
		cmocka_unit_test(nothing_is_told_without_a_baseline),
		cmocka_unit_test(a_single_cell_says_nothing),
		cmocka_unit_test(ties_are_told_together),
		cmocka_unit_test(unlike_devices_are_not_compared),
		cmocka_unit_test(a_kind_does_not_bury_the_others),
		cmocka_unit_test(spurious_callbacks_are_told),
		cmocka_unit_test(faults_that_never_complete_come_first),
		cmocka_unit_test(faults_that_sometimes_complete_are_apart),
		cmocka_unit_test(growth_is_told),
		cmocka_unit_test(chunk_sizes_are_compared),
		cmocka_unit_test(the_idle_module_is_told),
		cmocka_unit_test(actions_are_told),
		cmocka_unit_test(pages_are_told),
		cmocka_unit_test(timed_effects_have_intervals),
		cmocka_unit_test(one_process_proves_nothing),
	};

	return cmocka_run_group_tests_name("findings", tests, unit_folder,
					   unit_remove_folder);
}
