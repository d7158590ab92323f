// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the oracle for what drivers do around an invalidation. The figures
 * are counted by hand: four runs of four pages, 2 MiB apart, and a target of
 * four pages.
 */
#include "unit.h"

#include "agent/oracle.h"
#include "common/modes.h"

/* @predict: what the operation does; NULL: what its workload does */
static struct expectation expect_of(const char *more, bool empty,
				    void (*predict)(const struct activity *a,
						    struct notifier_calls *p))
{
	struct expectation expected, tolerance;
	struct notifier_calls prediction = {0};
	struct error error = {0};
	struct layout layout;
	struct cell cell;
	char line[256];

	snprintf(line, sizeof(line), "region_size=8M %s", more);
	if (cell_from_line(&cell, line, &error))
		fail_msg("%s: %s", line, error_text(&error));
	assert_int_equal(layout_plan(&layout, &cell,
				     workload_find(cell.workload), 0),
			 0);
	if (!predict)
		predict = workload_find(cell.workload)->predict;
	predict(&layout.activity, &prediction);
	assert_int_equal(oracle_predict(&expected, &tolerance, &cell,
					mode_find(cell.mode), &layout, empty,
					&prediction),
			 0);
	notifier_calls_free(&prediction);
	return expected;
}

static struct expectation expect(const char *more, bool empty)
{
	return expect_of(more, empty, NULL);
}

#define DONTNEED "workload=dontneed placement="

/* Where the application acts beside the pages, and on them. */
static void each_filter_finds_the_pages(void **state)
{
	static const char *const lines[] = {
		"mode=chunked filter=bitmap",  "mode=chunked filter=scan",
		"mode=region filter=scan",     "mode=global filter=slots",
		"mode=whole filter=slots",     "mode=hybrid filter=slots",
		"mode=filtered filter=bitmap", "mode=region filter=bitmap",
	};
	struct expectation e;
	char line[128];

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		snprintf(line, sizeof(line), DONTNEED "overlap %s", lines[i]);
		e = expect(line, false);
		assert_int_equal(e.callbacks[MNBENCH_EVENT_CLEAR], 1);
		assert_int_equal(e.spurious, 0);
		assert_int_equal(e.invalidations, 1);
		assert_int_equal(e.pages_invalidated, 4);
		assert_int_equal(e.widened, 0);
		snprintf(line, sizeof(line), DONTNEED "far %s", lines[i]);
		e = expect(line, false);
		assert_int_equal(e.invalidations, 0);
		assert_int_equal(e.spurious, e.callbacks[MNBENCH_EVENT_CLEAR]);
	}
}

/* Beside the pages: their range goes with them, if it is met. */
static void ranges_widen(void **state)
{
	struct expectation e;

	(void)state;
	e = expect(DONTNEED "same-chunk mode=chunked filter=ranges", false);
	assert_int_equal(e.callbacks[MNBENCH_EVENT_CLEAR], 1);
	assert_int_equal(e.spurious, 0);
	assert_int_equal(e.invalidations, 1);
	assert_int_equal(e.pages_invalidated, 4);
	assert_int_equal(e.widened, 4);
	e = expect(DONTNEED "same-chunk mode=whole filter=ranges "
			    "range_size=16K",
		   false);
	assert_int_equal(e.spurious, 1);
	assert_int_equal(e.invalidations, 0);
	assert_int_equal(e.widened, 0);
	/* All four runs are in one range. */
	e = expect(DONTNEED "overlap mode=global filter=ranges range_size=8M",
		   false);
	assert_int_equal(e.pages_invalidated, 16);
	assert_int_equal(e.widened, 12);
	/* But each buffer has a notifier of its own. */
	e = expect(DONTNEED "overlap mode=region filter=ranges range_size=8M "
			    "pages=1",
		   false);
	assert_int_equal(e.pages_invalidated, 4);
	assert_int_equal(e.widened, 3);
}

/*
 * A process with a VMA before the region, that of the region and one behind it,
 * is reaped and then exits.
 */
static struct expectation expect_reap(const char *more,
				      struct expectation *tolerance)
{
	struct expectation expected;
	struct error error = {0};
	struct layout layout;
	struct cell cell;
	char line[256];

	snprintf(line, sizeof(line),
		 "workload=idle timed=reap region_size=8M %s", more);
	if (cell_from_line(&cell, line, &error))
		fail_msg("%s: %s", line, error_text(&error));
	assert_int_equal(layout_plan(&layout, &cell, NULL, 0), 0);

	const uintptr_t end = layout.region + layout.region_size;
	const struct notifier_call calls[] = {
		{MNBENCH_EVENT_UNMAP, PAGE_BYTES, 9 * PAGE_BYTES},
		{MNBENCH_EVENT_UNMAP, layout.region, end},
		{MNBENCH_EVENT_UNMAP, FAR_BASE, FAR_BASE + PAGE_BYTES},
		{MNBENCH_EVENT_UNMAP, 0, UINTPTR_MAX},
	};
	const struct reaping reaping = {calls, COUNT(calls), COUNT(calls) - 1};

	assert_int_equal(oracle_predict_reap(&expected, tolerance, &cell,
					     mode_find(cell.mode), &layout,
					     &reaping),
			 0);
	assert_int_equal(expected.pages_invalidated, 16);
	return expected;
}

static void a_reaper_spins_or_passes_over(void **state)
{
	struct expectation e, t;

	(void)state;
	e = expect_reap("mode=region", &t);
	assert_int_equal(e.nonblock, 4);
	assert_int_equal(e.callbacks[MNBENCH_EVENT_UNMAP], 8);
	assert_int_equal(e.failed, 0);
	/* The first buffer fails the VMA, and the exit takes all away. */
	e = expect_reap("mode=region nonblock=fail", &t);
	assert_int_equal(e.nonblock, 0);
	assert_int_equal(e.callbacks[MNBENCH_EVENT_UNMAP], 4);
	assert_int_equal(e.failed, 1);
	assert_int_equal(t.failed, 0);
	/* This notifier is called for each VMA. */
	e = expect_reap("mode=whole nonblock=fail", &t);
	assert_int_equal(e.failed, 3);
	e = expect_reap("mode=whole nonblock=trylock", &t);
	assert_int_equal(e.nonblock, 3);
	/* Another process may hold the lock. */
	e = expect_reap("mode=region lock=mutex lock_scope=device "
			"nonblock=trylock others=1",
			&t);
	assert_int_equal(e.callbacks[MNBENCH_EVENT_UNMAP], 4);
	assert_int_equal(t.callbacks[MNBENCH_EVENT_UNMAP], 4);
	assert_int_equal(e.nonblock + e.failed, 0);
	assert_int_equal(t.nonblock, 4);
	assert_int_equal(t.failed, 1);
}

#define HARMLESS_IGNORED                                             \
	"events=unmap+clear+protection-vma+protection-page+migrate+" \
	"exclusive "

static void ignored_events_count_nowhere_else(void **state)
{
	struct expectation e;

	(void)state;
	e = expect("workload=soft-dirty mode=chunked " HARMLESS_IGNORED, false);
	assert_int_equal(e.callbacks[MNBENCH_EVENT_SOFT_DIRTY], 0);
	assert_int_equal(e.ignored, 4);
	assert_int_equal(e.spurious, 0);
	assert_int_equal(e.invalidations, 0);
	e = expect("workload=soft-dirty mode=whole " HARMLESS_IGNORED, false);
	assert_int_equal(e.ignored, 1);
	/* Pinned buffers have no notifier. */
	e = expect(DONTNEED "overlap mode=region pin=yes", false);
	assert_int_equal(e.ignored, 0);
	assert_int_equal(e.callbacks[MNBENCH_EVENT_CLEAR], 0);
	assert_int_equal(e.pages_invalidated, 0);
}

/* A chunk that was discarded keeps its notifier, one that was unmapped not. */
static void removal_depends_on_the_event(void **state)
{
	static const struct {
		const char *removal;
		unsigned int callbacks; /* of a region that is not held */
	} rows[] = {
		{"deferred", 0}, {"sync", 0}, {"keep", 1}, {"unmap-only", 1}};
	struct expectation e;
	char line[128];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		snprintf(line, sizeof(line),
			 DONTNEED "overlap mode=chunked removal=%s",
			 rows[i].removal);
		e = expect(line, true);
		assert_int_equal(e.callbacks[MNBENCH_EVENT_CLEAR],
				 rows[i].callbacks);
		e = expect(line, false);
		assert_int_equal(e.callbacks[MNBENCH_EVENT_CLEAR], 1);
		assert_int_equal(e.pages_invalidated, 4);
	}
}

/* The CPU discards all of the first 2 MiB, and then unmaps 16K of it twice. */
static void predict_unmaps(const struct activity *a, struct notifier_calls *p)
{
	uintptr_t end = a->target + a->target_size;

	predict_call(p, MNBENCH_EVENT_CLEAR, a->target,
		     a->target + BLOCK_BYTES);
	predict_call(p, MNBENCH_EVENT_UNMAP, a->target, end);
	predict_call(p, MNBENCH_EVENT_UNMAP, a->target, end);
}

/* Each range that was discarded, but not unmapped, keeps the notifier. */
static void ranges_keep_the_notifier(void **state)
{
	static const struct {
		const char *policy;
		unsigned int unmaps; /* that find the chunk */
	} rows[] = {
		{"removal=deferred filter=ranges range_size=16K", 0},
		{"removal=unmap-only filter=bitmap", 1},
		{"removal=unmap-only filter=ranges range_size=2M", 1},
		{"removal=unmap-only filter=ranges range_size=16K", 2},
		{"removal=keep filter=ranges range_size=2M", 2},
	};
	struct expectation e;
	char line[128];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		snprintf(line, sizeof(line),
			 DONTNEED "overlap mode=chunked region_run=64K %s",
			 rows[i].policy);
		e = expect_of(line, false, predict_unmaps);
		assert_int_equal(e.callbacks[MNBENCH_EVENT_CLEAR], 1);
		assert_int_equal(e.callbacks[MNBENCH_EVENT_UNMAP],
				 rows[i].unmaps);
		assert_int_equal(e.pages_invalidated, 16);
		assert_int_equal(e.spurious, rows[i].unmaps);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_filter_finds_the_pages),
		cmocka_unit_test(ranges_widen),
		cmocka_unit_test(a_reaper_spins_or_passes_over),
		cmocka_unit_test(ignored_events_count_nowhere_else),
		cmocka_unit_test(removal_depends_on_the_event),
		cmocka_unit_test(ranges_keep_the_notifier),
	};

	return cmocka_run_group_tests_name("oracle_policy", tests, NULL, NULL);
}
