// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the oracle for mode adaptive: its prediction holds however chunks
 * are cut. A plain simulation cuts chunks at random.
 */
#include "unit.h"

#include "adaptive_policy.h"
#include "agent/oracle.h"
#include "common/modes.h"

#define CHUNKS_MAX 1024
#define PAGES_MAX  4096
#define CUTS       100

struct device {
	struct {
		uintptr_t start, end;
	} chunk[CHUNKS_MAX];
	size_t chunks;
	uintptr_t page[PAGES_MAX]; /* 0: not held */
	size_t pages;
	bool filter;
};

/* @split: of 8 blocks, so many are cut once more. */
static void cut(struct device *d, uintptr_t start, uint64_t size, int split)
{
	if (size > ADAPTIVE_CHUNK_MIN && rand() % 8 < split) {
		cut(d, start, size / 2, split);
		cut(d, start + size / 2, size / 2, split);
		return;
	}
	assert_true(d->chunks < CHUNKS_MAX);
	d->chunk[d->chunks].start = start;
	d->chunk[d->chunks++].end = start + size;
}

static void fill(struct device *d, const struct layout *layout)
{
	d->pages = 0;
	for (size_t i = 0; i < layout->runs; i++)
		for (size_t k = 0; k < layout->run; k += PAGE_BYTES)
			d->page[d->pages++] = layout_run(layout, i) + k;
}

static void call_chunk(struct device *d, size_t c,
		       const struct notifier_call *call,
		       struct expectation *sum)
{
	size_t held = 0, taken = 0;

	for (size_t i = 0; i < d->pages; i++) {
		if (d->page[i] < d->chunk[c].start ||
		    d->page[i] >= d->chunk[c].end)
			continue;
		held++;
		if (d->page[i] < call->start || d->page[i] >= call->end)
			continue;
		d->page[i] = 0;
		taken++;
	}
	if (!held) /* not there */
		return;
	sum->callbacks[call->event]++;
	sum->spurious += !taken;
	sum->invalidations += taken || !d->filter;
	sum->pages_invalidated += taken;
}

static void simulate(struct device *d, const struct notifier_calls *p,
		     struct expectation *sum)
{
	memset(sum, 0, sizeof(*sum));
	for (size_t i = 0; i < p->count; i++)
		for (size_t c = 0; c < d->chunks; c++)
			if (d->chunk[c].start < p->calls[i].end &&
			    d->chunk[c].end > p->calls[i].start)
				call_chunk(d, c, &p->calls[i], sum);
}

static void assert_between(uint64_t is, uint64_t expected, uint64_t tolerance)
{
	assert_in_range(is, expected, expected + tolerance);
}

static void check(const struct cell *cell)
{
	static struct device d;
	const struct workload *workload = workload_find(cell->workload);
	struct expectation expected, tolerance, sum;
	struct notifier_calls prediction = {0};
	struct layout layout;

	assert_int_equal(layout_plan(&layout, cell, workload, 0), 0);
	workload->predict(&layout.activity, &prediction);
	assert_int_equal(oracle_predict(&expected, &tolerance, cell,
					mode_find(cell->mode), &layout, false,
					&prediction),
			 0);
	d.filter = cell->filter != MNBENCH_FILTER_OFF;
	for (int i = 0; i < CUTS; i++) {
		d.chunks = 0;
		for (uint64_t at = 0; at < cell->region_size;
		     at += cell->chunk_size)
			cut(&d, REGION_BASE + at, cell->chunk_size, i % 9);
		fill(&d, &layout);
		simulate(&d, &prediction, &sum);
		for (size_t e = 0; e < MNBENCH_EVENT_COUNT; e++)
			assert_between(sum.callbacks[e], expected.callbacks[e],
				       tolerance.callbacks[e]);
		assert_between(sum.spurious, expected.spurious,
			       tolerance.spurious);
		assert_between(sum.invalidations, expected.invalidations,
			       tolerance.invalidations);
		assert_int_equal(sum.pages_invalidated,
				 expected.pages_invalidated);
	}
	notifier_calls_free(&prediction);
}

static void check_line(const char *workload, const char *more)
{
	char line[256];
	struct error error = {0};
	struct cell cell;

	snprintf(line, sizeof(line),
		 "workload=%s mode=adaptive region_size=8M %s", workload, more);
	if (cell_from_line(&cell, line, &error))
		fail_msg("%s: %s", line, error_text(&error));
	check(&cell);
}

static void adaptive_prediction_holds_for_any_split(void **state)
{
	static const char *const lines[] = {
		"chunk_size=2M",
		"chunk_size=8M",
		"chunk_size=8M filter=off",
		"chunk_size=64K filter=off",
		"chunk_size=4M placement=overlap",
		"chunk_size=4M placement=overlap filter=off",
		"chunk_size=8M placement=same-chunk",
		"chunk_size=2M placement=same-chunk filter=off",
		"chunk_size=8M region_stride=128K placement=overlap",
		"chunk_size=8M region_stride=64K placement=overlap filter=off",
		"chunk_size=4M region_stride=192K region_size=7872K",
	};

	(void)state;
	srand(1);
	for (size_t i = 0; i < COUNT(lines); i++) {
		check_line("munmap", lines[i]);
		check_line("munmap-inside", lines[i]);
		check_line("mremap", lines[i]);
		check_line("cow", lines[i]);
	}
	for (size_t i = 0; i + 1 < COUNT(lines); i++)
		check_line("mixed", lines[i]);
}

static void prediction_is_exact_without_choice(void **state)
{
	struct expectation expected, tolerance, none = {0};
	struct notifier_calls prediction = {0};
	struct layout layout;
	struct cell cell;
	struct error error = {0};

	(void)state;
	/* The only page of a chunk; the range overlaps the chunk's edge. */
	assert_int_equal(cell_from_line(&cell,
					"workload=munmap mode=adaptive "
					"placement=same-chunk",
					&error),
			 0);
	assert_int_equal(
		layout_plan(&layout, &cell, workload_find("munmap"), 0), 0);
	workload_find("munmap")->predict(&layout.activity, &prediction);
	assert_int_equal(oracle_predict(&expected, &tolerance, &cell,
					mode_find("adaptive"), &layout, false,
					&prediction),
			 0);
	assert_int_equal(expected.callbacks[MNBENCH_EVENT_UNMAP], 1);
	assert_int_equal(expected.spurious, 1);
	assert_memory_equal(&tolerance, &none, sizeof(none));
	notifier_calls_free(&prediction);
}

static void assert_detach(const char *line, uint64_t invalidations)
{
	struct expectation expected, tolerance, none = {0};
	struct layout layout;
	struct error error = {0};
	struct cell cell;

	assert_int_equal(cell_from_line(&cell, line, &error), 0);
	assert_int_equal(
		layout_plan(&layout, &cell, workload_find("munmap"), 0), 0);
	oracle_predict_detach(&expected, &tolerance, &cell,
			      mode_find(cell.mode), &layout);
	assert_int_equal(expected.invalidations, invalidations);
	expected.invalidations = 0;
	assert_memory_equal(&expected, &none, sizeof(none));
}

/* Each subscription with pages sends one invalidation. */
static void detach_counts_subscriptions(void **state)
{
#define REGION "workload=munmap region_size=8M region_run=16K "

	(void)state;
	assert_detach(REGION "mode=none", 0);
	assert_detach(REGION "mode=global", 1);
	assert_detach(REGION "mode=region", 4);
	assert_detach(REGION "mode=chunked", 4);
	assert_detach(REGION "mode=chunked chunk_size=4M", 2);
	/* Two of 8 KiB for each run. */
	assert_detach(REGION "mode=chunked chunk_size=8K", 8);
	/* Four runs side by side, two in each chunk. */
	assert_detach("workload=munmap mode=chunked region_size=64K "
		      "region_stride=16K region_run=16K chunk_size=32K",
		      2);
}

/* The prediction for an operation of a device that shares the page table. */
static struct expectation predict_flushes(const char *workload)
{
	struct expectation expected, tolerance;
	struct notifier_calls prediction = {0};
	struct error error = {0};
	struct layout layout;
	struct cell cell;
	char line[128];

	snprintf(line, sizeof(line), "workload=%s mode=sva placement=overlap",
		 workload);
	assert_int_equal(cell_from_line(&cell, line, &error), 0);
	assert_int_equal(
		layout_plan(&layout, &cell, workload_find(workload), 0), 0);
	workload_find(workload)->predict(&layout.activity, &prediction);
	assert_int_equal(oracle_predict(&expected, &tolerance, &cell,
					mode_find("sva"), &layout, false,
					&prediction),
			 0);
	notifier_calls_free(&prediction);
	return expected;
}

/* When a kernel flushes for a range is not known; without one it does not. */
static void flushes_are_not_predicted(void **state)
{
	struct expectation e = predict_flushes("munmap");

	(void)state;
	assert_int_equal(e.callbacks[MNBENCH_EVENT_UNMAP], 0);
	assert_true(e.invalidations == NOT_PREDICTED);
	assert_true(e.pages_invalidated == NOT_PREDICTED);
	e = predict_flushes("touch");
	assert_int_equal(e.invalidations, 0);
	assert_int_equal(e.pages_invalidated, 0);
	/* No range, but access bits are cleared. */
	e = predict_flushes("pageout");
	assert_true(e.invalidations == NOT_PREDICTED);
}

/* What a measured workload calls is open, but it meets no device page. */
static struct expectation predict_measured(const char *cell_keys)
{
	struct expectation expected, tolerance;
	struct error error = {0};
	struct cell cell;
	char line[128];

	snprintf(line, sizeof(line), "workload=allocator-trim %s", cell_keys);
	if (cell_from_line(&cell, line, &error))
		fail_msg("%s: %s", line, error_text(&error));
	oracle_predict_measured(&expected, &tolerance, &cell,
				mode_find(cell.mode),
				workload_find(cell.workload));
	return expected;
}

static void measured_calls_are_not_predicted(void **state)
{
	struct expectation e = predict_measured("mode=global"), none = {0};

	(void)state;
	assert_true(e.callbacks[MNBENCH_EVENT_UNMAP] == NOT_PREDICTED);
	assert_true(e.callbacks[MNBENCH_EVENT_CLEAR] == NOT_PREDICTED);
	assert_int_equal(e.callbacks[MNBENCH_EVENT_SOFT_DIRTY], 0);
	assert_true(e.spurious == NOT_PREDICTED);
	assert_true(e.invalidations == NOT_PREDICTED);
	assert_int_equal(e.pages_invalidated, 0);
	assert_int_equal(e.ignored, 0);
	e = predict_measured("mode=filtered");
	assert_true(e.spurious == NOT_PREDICTED);
	assert_int_equal(e.invalidations, 0);
	e = predict_measured("mode=chunked");
	assert_memory_equal(&e, &none, sizeof(none));
	e = predict_measured("mode=none");
	assert_memory_equal(&e, &none, sizeof(none));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(adaptive_prediction_holds_for_any_split),
		cmocka_unit_test(prediction_is_exact_without_choice),
		cmocka_unit_test(detach_counts_subscriptions),
		cmocka_unit_test(flushes_are_not_predicted),
		cmocka_unit_test(measured_calls_are_not_predicted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
