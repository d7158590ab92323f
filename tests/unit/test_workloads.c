// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of all workloads: what each says of itself holds for its predictions on
 * several kernels, and where kernels differ the predictions are exact. They are
 * made for activities that nobody maps.
 */
#include "unit.h"

#include "agent/layout.h"
#include "support/kernel_version.h"
#include "workload.h"

#define GIB (1UL << 30)

static const unsigned int kernels[] = {
	KERNEL(6, 1),
	KERNEL(6, 12),
	KERNEL(7, 3),
};
static const size_t pages[] = {1, 8, 512, 1024};

/* In the order of workloads[]. */
#define X(name) #name,
static const char *const files[] = {WORKLOADS};
#undef X

static void fail_for(const struct workload *workload, const char *what)
{
	fail_msg("%s: %s", workload->name, what);
}

/* Returns false where the workload does not take that many pages. */
static bool plan_cell(struct cell *cell, const struct workload *workload,
		      size_t count, const char *placement)
{
	struct error error = {0};
	char line[128];

	snprintf(line, sizeof(line),
		 "workload=%s mode=none placement=%s pages=%zu", workload->name,
		 placement, count);
	return !cell_from_line(cell, line, &error);
}

/* Where an activity can be anywhere, it is far. */
static bool plan_activity(struct layout *layout,
			  const struct workload *workload, unsigned int kernel,
			  size_t count)
{
	const char *placement = workload->everything ? "overlap" : "far";
	struct cell cell;

	if (!plan_cell(&cell, workload, count, placement))
		return false;
	assert_int_equal(layout_plan(layout, &cell, workload, 0), 0);
	layout->activity.kernel = kernel;
	return true;
}

typedef void check_fn(const struct workload *workload, const struct activity *a,
		      void *data);

/* The memory may also be a file's, that of the device region. */
static void check_both(check_fn *check, const struct workload *workload,
		       struct activity *a, void *data)
{
	check(workload, a, data);
	if (!workload_uses_region(workload) || workload->refuses & MEMORY_FILE)
		return;
	a->mapping.mapped_file = true;
	check(workload, a, data);
}

static void for_each_activity(check_fn *check, const struct workload *workload,
			      void *data)
{
	struct layout layout;
	size_t count = 0;

	for (size_t k = 0; k < COUNT(kernels); k++)
		for (size_t i = 0; i < COUNT(pages); i++)
			if (plan_activity(&layout, workload, kernels[k],
					  pages[i])) {
				check_both(check, workload, &layout.activity,
					   data);
				count++;
			}
	if (!count)
		fail_for(workload, "no number of pages is allowed");
}

static void each_is_named_as_its_file(void **state)
{
	size_t count = 0;

	(void)state;
	for (; workloads[count]; count++) {
		const char *name = workloads[count]->name;
		const char *file;

		assert_true(count < COUNT(files));
		file = files[count];
		assert_int_equal(strlen(name), strlen(file));
		for (size_t i = 0; file[i]; i++)
			assert_int_equal(name[i],
					 file[i] == '_' ? '-' : file[i]);
		assert_ptr_equal(workload_find(name), workloads[count]);
	}
	assert_int_equal(count, COUNT(files));
}

static void each_says_what_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; workloads[i]; i++) {
		const struct workload *w = workloads[i];

		if (!w->summary || !*w->summary || strchr(w->summary, '\n'))
			fail_for(w, "its summary is not a line");
		if (!w->operate)
			fail_for(w, "it does nothing");
		if (w->measured == (w->predict != NULL))
			fail_for(w, "predicted or measured, one of these");
		if (w->measured && w->predict_rest)
			fail_for(w, "its rest is predicted and it is not");
		if (w->measured && !(w->far_only && w->one_thread))
			fail_for(w, "what is measured acts far, and alone");
		if (w->events >> MNBENCH_EVENT_COUNT)
			fail_for(w, "an event that is none");
	}
}

static void collect(const struct workload *workload, const struct activity *a,
		    void *data)
{
	unsigned int *events = data;
	struct notifier_calls p = {0};

	workload->predict(a, &p);
	for (size_t i = 0; i < p.count; i++)
		*events |= 1u << p.calls[i].event;
	notifier_calls_free(&p);
}

static void each_names_the_events_that_it_makes(void **state)
{
	(void)state;
	for (size_t i = 0; workloads[i]; i++) {
		const struct workload *w = workloads[i];
		unsigned int events = 0;

		if (w->predict)
			for_each_activity(collect, w, &events);
		else
			events = w->events;
		if (events != w->events)
			fail_msg("%s: events %#x are predicted, and %#x named",
				 w->name, events, w->events);
		if (!w->function != (!events || w->measured))
			fail_for(w, "a function belongs to calls, and only to "
				    "these");
	}
}

static bool is_in(const struct notifier_call *call, uintptr_t start,
		  uintptr_t end)
{
	return call->start >= start && call->end <= end;
}

/* Where the call may be: in the area, where it moves to, or everywhere. */
static bool has_place(const struct notifier_call *call,
		      const struct activity *a)
{
	uintptr_t spare = a->spare + a->area_size + BLOCK_BYTES;

	return is_in(call, a->area, area_end(a)) ||
	       is_in(call, a->spare, spare) ||
	       (call->start == 0 && call->end == UINTPTR_MAX);
}

static void
check_calls(const struct workload *workload, const struct activity *a,
	    void (*predict)(const struct activity *a, struct notifier_calls *p))
{
	struct notifier_calls p = {0};

	predict(a, &p);
	for (size_t i = 0; i < p.count; i++) {
		const struct notifier_call *call = &p.calls[i];

		if (call->start >= call->end)
			fail_for(workload, "a range is empty");
		if (call->start % PAGE_BYTES ||
		    (call->end % PAGE_BYTES && call->end != UINTPTR_MAX))
			fail_for(workload, "a range does not end with a page");
		if (!has_place(call, a))
			fail_msg("%s: a range is elsewhere: %#lx-%#lx",
				 workload->name, (unsigned long)call->start,
				 (unsigned long)call->end);
	}
	notifier_calls_free(&p);
}

static void check_ranges(const struct workload *workload,
			 const struct activity *a, void *unused)
{
	(void)unused;
	check_calls(workload, a, workload->predict);
	if (workload->predict_rest)
		check_calls(workload, a, workload->predict_rest);
}

static void ranges_are_pages_of_the_activity(void **state)
{
	(void)state;
	for (size_t i = 0; workloads[i]; i++)
		if (workloads[i]->predict)
			for_each_activity(check_ranges, workloads[i], NULL);
}

/* Events that no workload makes, and why. */
static const char *const not_by_a_workload[MNBENCH_EVENT_COUNT] = {
	[MNBENCH_EVENT_MIGRATE] =
		"drivers of GPUs alone move pages to and from their memory",
	[MNBENCH_EVENT_EXCLUSIVE] =
		"drivers of GPUs alone take pages for themselves",
	[MNBENCH_EVENT_RELEASE] =
		"the address space ends: timed = exit and timed = exec",
	[MNBENCH_EVENT_OTHER] = "no kernel that is known has another event",
};

static void each_event_has_a_workload(void **state)
{
	unsigned int events = 0;

	(void)state;
	for (size_t i = 0; workloads[i]; i++)
		if (!workloads[i]->measured)
			events |= workloads[i]->events;
	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		if (!(events >> i & 1) == !not_by_a_workload[i])
			fail_msg("event %zu: %s", i,
				 not_by_a_workload[i] ? not_by_a_workload[i]
						      : "no workload makes it");
}

/* An activity whose area is its target. */
static struct activity activity_at(unsigned int kernel, uintptr_t start,
				   size_t size)
{
	return (struct activity){
		.kernel = kernel,
		.area = start,
		.area_size = size,
		.target = start,
		.target_size = size,
		.target_stride = size,
		.target_run = size,
		.spare = SPARE_BASE,
	};
}

/* Compare the prediction with @count calls. */
static void expect_calls(const char *name, const struct activity *a,
			 const struct notifier_call *calls, size_t count)
{
	struct notifier_calls p = {0};

	workload_find(name)->predict(a, &p);
	assert_int_equal(p.count, count);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(p.calls[i].event, calls[i].event);
		assert_int_equal(p.calls[i].start, calls[i].start);
		assert_int_equal(p.calls[i].end, calls[i].end);
	}
	notifier_calls_free(&p);
}

#define EXPECT(name, activity, ...)                                 \
	do {                                                        \
		const struct notifier_call calls[] = {__VA_ARGS__}; \
                                                                    \
		expect_calls(name, activity, calls, COUNT(calls));  \
	} while (0)

/* @count calls for a page each, @times for each page. */
static void expect_pages(const char *name, const struct activity *a,
			 size_t times)
{
	size_t count = a->target_size / PAGE_BYTES * times;
	struct notifier_calls p = {0};

	workload_find(name)->predict(a, &p);
	assert_int_equal(p.count, count);
	for (size_t i = 0; i < count; i++) {
		uintptr_t page = a->target + i / times * PAGE_BYTES;

		assert_int_equal(p.calls[i].start, page);
		assert_int_equal(p.calls[i].end, page + PAGE_BYTES);
	}
	notifier_calls_free(&p);
}

#define PROTECTED(start, end)                            \
	{                                                \
		MNBENCH_EVENT_PROTECTION_VMA, start, end \
	}
#define UNMAPPED(start, end)                    \
	{                                       \
		MNBENCH_EVENT_UNMAP, start, end \
	}
#define CLEARED(start, end)                     \
	{                                       \
		MNBENCH_EVENT_CLEAR, start, end \
	}

/* The kernel looks for page tables of another level. */
static void protection_is_cut_at_page_tables(void **state)
{
	uintptr_t start = FAR_BASE + 512 * GIB - GIB - BLOCK_BYTES;
	uintptr_t border = FAR_BASE + 512 * GIB;
	uintptr_t end = border + BLOCK_BYTES;
	struct activity a = activity_at(KERNEL(6, 1), start, end - start);

	(void)state;
	EXPECT("mprotect", &a, PROTECTED(start, border - GIB),
	       PROTECTED(border - GIB, border), PROTECTED(border, end));
	EXPECT("uffd-wp", &a, PROTECTED(start, border - GIB),
	       PROTECTED(border - GIB, border), PROTECTED(border, end));
	for (size_t i = 1; i < COUNT(kernels); i++) {
		a.kernel = kernels[i];
		EXPECT("mprotect", &a, PROTECTED(start, border),
		       PROTECTED(border, end));
		EXPECT("uffd-wp", &a, PROTECTED(start, border),
		       PROTECTED(border, end));
	}
	a.kernel = KERNEL(6, 1);
	a.mapping.hugetlb = true;
	EXPECT("mprotect", &a, PROTECTED(start, end));
}

static void an_inner_range_unmaps_huge_pages(void **state)
{
	uintptr_t start = FAR_BASE, end = FAR_BASE + BLOCK_BYTES;
	struct activity a = activity_at(KERNEL(6, 1), start, BLOCK_BYTES);

	(void)state;
	EXPECT("munmap", &a, UNMAPPED(start, end));
	a.mapping.hugetlb = true;
	EXPECT("munmap", &a, UNMAPPED(start, end), UNMAPPED(start, end));
	a.kernel = KERNEL(6, 12);
	EXPECT("munmap", &a, UNMAPPED(start, end));
}

static void moved_pages_are_batched_since_7(void **state)
{
	uintptr_t start = FAR_BASE + PAGE_BYTES;
	uintptr_t end = start + 2 * BLOCK_BYTES;
	struct activity a = activity_at(KERNEL(6, 12), start, 2 * BLOCK_BYTES);

	(void)state;
	expect_pages("uffd-move", &a, 1);
	a.kernel = KERNEL(7, 3);
	EXPECT("uffd-move", &a, CLEARED(start, end),
	       CLEARED(FAR_BASE + BLOCK_BYTES, end),
	       CLEARED(FAR_BASE + 2 * BLOCK_BYTES, end));
}

static void each_vma_is_moved_and_unmapped(void **state)
{
	struct activity a = activity_at(KERNEL(7, 3), FAR_BASE, 8 * PAGE_BYTES);

	(void)state;
	expect_pages("mremap-vmas", &a, 2);
	EXPECT("mremap", &a, UNMAPPED(FAR_BASE, FAR_BASE + 8 * PAGE_BYTES),
	       UNMAPPED(FAR_BASE, FAR_BASE + 8 * PAGE_BYTES));
}

/* A huge zero page is replaced as a whole since 6.13. */
static void a_huge_zero_page_is_split_before_6_13(void **state)
{
	struct activity a =
		activity_at(KERNEL(6, 12), FAR_BASE, 2 * PAGE_BYTES);

	(void)state;
	EXPECT("huge-zero-write", &a, CLEARED(FAR_BASE, FAR_BASE + BLOCK_BYTES),
	       CLEARED(FAR_BASE, FAR_BASE + PAGE_BYTES),
	       CLEARED(FAR_BASE + PAGE_BYTES, FAR_BASE + 2 * PAGE_BYTES));
	a.kernel = KERNEL(7, 3);
	EXPECT("huge-zero-write", &a,
	       CLEARED(FAR_BASE, FAR_BASE + BLOCK_BYTES));
}

/* A VMA is split on the edge of a block without a call. */
static void splits_make_calls_inside_blocks_alone(void **state)
{
	uintptr_t start = FAR_BASE + BLOCK_BYTES, end = start + PAGE_BYTES;
	struct activity a = activity_at(KERNEL(6, 1), start, PAGE_BYTES);

	(void)state;
	a.area = FAR_BASE;
	a.area_size = 3 * BLOCK_BYTES;
	EXPECT("munmap-inside", &a, CLEARED(start, start + BLOCK_BYTES),
	       UNMAPPED(start, end));
	/* The second split is in a block that the first one has cut. */
	a.target += PAGE_BYTES;
	EXPECT("munmap-inside", &a, CLEARED(start, start + BLOCK_BYTES),
	       UNMAPPED(end, end + PAGE_BYTES));
	a.target = start;
	a.target_size = BLOCK_BYTES;
	EXPECT("munmap-inside", &a, UNMAPPED(start, start + BLOCK_BYTES));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_named_as_its_file),
		cmocka_unit_test(each_says_what_it_is),
		cmocka_unit_test(each_names_the_events_that_it_makes),
		cmocka_unit_test(ranges_are_pages_of_the_activity),
		cmocka_unit_test(each_event_has_a_workload),
		cmocka_unit_test(protection_is_cut_at_page_tables),
		cmocka_unit_test(an_inner_range_unmaps_huge_pages),
		cmocka_unit_test(moved_pages_are_batched_since_7),
		cmocka_unit_test(each_vma_is_moved_and_unmapped),
		cmocka_unit_test(a_huge_zero_page_is_split_before_6_13),
		cmocka_unit_test(splits_make_calls_inside_blocks_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
