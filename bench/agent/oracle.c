// SPDX-License-Identifier: GPL-2.0-only
/*
 * Predicting the counters of an operation from its ranges and the device pages.
 */
#include "agent/oracle.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "adaptive_policy.h"
#include "agent/oracle_model.h"

size_t model_page_at(const struct model *m, uintptr_t address)
{
	size_t first = 0, end = m->count;

	while (first < end) {
		size_t middle = first + (end - first) / 2;

		if (m->page[middle] < address)
			first = middle + 1;
		else
			end = middle;
	}
	return first;
}

static uintptr_t chunk_of(const struct model *m, size_t i)
{
	return m->page[i] & ~(m->cell->chunk_size - 1);
}

/* The first page after those in the chunk of page @i. */
static size_t chunk_end(const struct model *m, size_t i)
{
	uintptr_t chunk = chunk_of(m, i);

	while (i < m->count && chunk_of(m, i) == chunk)
		i++;
	return i;
}

static size_t held_between(const struct model *m, size_t i, size_t end)
{
	size_t n = 0;

	for (; i < end; i++)
		n += m->held[i];
	return n;
}

/*
 * One callback, in which the device loses those pages from @i to @stop in the
 * range; with filter ranges, all of each range of the driver that it meets.
 */
static void invalidate(struct model *m, const struct notifier_call *call,
		       size_t i, size_t stop)
{
	uintptr_t mask = m->cell->range_size ? m->cell->range_size - 1 : 0;
	uintptr_t last = call->end - 1;
	size_t taken = 0, inside = 0;
	size_t first = model_page_at(m, call->start & ~mask);

	if (m->ignored_events >> call->event & 1) {
		m->expected->ignored++;
		return;
	}
	for (i = i < first ? first : i; i < stop && m->page[i] <= (last | mask);
	     i++) {
		taken += m->held[i];
		inside += m->held[i] && m->page[i] >= call->start &&
			  m->page[i] <= last;
		m->held[i] = false;
		m->listed[i] &= call->event != MNBENCH_EVENT_UNMAP;
	}
	m->expected->callbacks[call->event]++;
	m->expected->spurious += !taken;
	m->expected->invalidations += taken || !m->filter;
	m->expected->pages_invalidated += taken;
	m->expected->widened += taken - inside;
}

static bool lists_any(const struct model *m, size_t i, size_t end)
{
	while (i < end && !m->listed[i])
		i++;
	return i < end;
}

/*
 * Whether a chunk, with the pages from @i to @end, that the event has emptied
 * keeps its notifier.
 */
static bool stays_empty(const struct model *m, size_t i, size_t end,
			enum mnbench_event event)
{
	switch (m->cell->removal) {
	case MNBENCH_REMOVAL_KEEP:
		return true;
	case MNBENCH_REMOVAL_UNMAP_ONLY:
		return m->cell->filter == MNBENCH_FILTER_RANGES
			       ? lists_any(m, i, end)
			       : event != MNBENCH_EVENT_UNMAP;
	default:
		return false;
	}
}

static void invalidate_chunks(struct model *m, const struct notifier_call *call)
{
	size_t i = model_page_at(m, call->start & ~(m->cell->chunk_size - 1));
	size_t end;

	for (; i < m->count && chunk_of(m, i) < call->end; i = end) {
		end = chunk_end(m, i);
		if (!m->live[i])
			continue;
		invalidate(m, call, i, end);
		m->live[i] = held_between(m, i, end) ||
			     stays_empty(m, i, end, call->event);
	}
}

/*
 * The buffers of a run are called in the order in which they were registered,
 * whether or not the device holds pages of them: the first one takes them all.
 */
static void invalidate_buffers(struct model *m,
			       const struct notifier_call *call)
{
	size_t first = model_page_at(m, call->start);

	if (m->cell->pin) /* such buffers have no notifier */
		return;
	for (size_t i = first - first % m->run_pages;
	     i < m->count && m->page[i] < call->end; i += m->run_pages)
		for (size_t k = 0; k < m->layout->buffers; k++) {
			size_t size = layout_buffer(m->layout, k);

			if (m->page[i] + size > call->start)
				invalidate(m, call, i, i + size / PAGE_BYTES);
		}
}

static int model_init(struct model *m, const struct layout *layout, bool empty)
{
	const struct activity *a = &layout->activity;
	bool chunks = m->cell->chunk_size;
	size_t end;

	m->run_pages = layout->run / PAGE_BYTES;
	m->count = layout->runs * m->run_pages;
	m->page = calloc(m->count, sizeof(*m->page));
	m->held = calloc(m->count, sizeof(*m->held));
	m->live = calloc(m->count, sizeof(*m->live));
	m->listed = calloc(m->count, sizeof(*m->listed));
	if (!m->page || !m->held || !m->live || !m->listed)
		return -ENOMEM;
	for (size_t i = 0; i < m->count; i++) {
		m->page[i] = layout_run(layout, i / m->run_pages) +
			     i % m->run_pages * PAGE_BYTES;
		m->held[i] = !empty || m->page[i] < a->target ||
			     m->page[i] >= a->target + a->target_size;
		m->listed[i] = true;
	}
	for (size_t i = 0; chunks && i < m->count; i = end) {
		end = chunk_end(m, i);
		/* What is empty has been discarded, not unmapped. */
		m->live[i] = held_between(m, i, end) ||
			     stays_empty(m, i, end, MNBENCH_EVENT_CLEAR);
	}
	return 0;
}

/*
 * Flushes of a TLB have no event. How often and how far a kernel flushes for a
 * range, or where it looks which pages were used, differs by kernel and
 * processor. That an operation leaves no stale page is checked elsewhere.
 */
static void expect_flushes(struct expectation *expected)
{
	expected->spurious = NOT_PREDICTED;
	expected->invalidations = NOT_PREDICTED;
	expected->pages_invalidated = NOT_PREDICTED;
}

/* Whether an operation without ranges changes page tables. */
static bool flushes_without_range(const struct cell *cell)
{
	const struct workload *workload = workload_find(cell->workload);

	return workload && (workload->ages || workload->flushes);
}

static void count_missing(struct model *m)
{
	for (size_t i = 0; i < m->count; i++)
		m->expected->pages_missing += !m->held[i];
}

int oracle_predict_calls(struct expectation *expected,
			 struct expectation *tolerance, const struct cell *cell,
			 const struct mode_info *mode,
			 const struct layout *layout, bool empty,
			 const struct notifier_call *calls, size_t count)
{
	struct model m = {
		.cell = cell,
		.ignored_events = cell_ignored_events(cell),
		.layout = layout,
		.expected = expected,
		.tolerance = tolerance,
		.chunk_min = cell->chunk_size < ADAPTIVE_CHUNK_MIN
				     ? cell->chunk_size
				     : ADAPTIVE_CHUNK_MIN,
		.filter = model_filters(cell, mode),
	};
	bool flushes = mode->coverage == MODE_COVERS_FLUSHES &&
		       flushes_without_range(cell);
	int ret;

	memset(expected, 0, sizeof(*expected));
	memset(tolerance, 0, sizeof(*tolerance));
	if (!mode_has_callback(mode))
		return 0;
	ret = model_init(&m, layout, empty);
	for (size_t i = 0; !ret && i < count; i++) {
		const struct notifier_call *call = &calls[i];

		if (mode->coverage == MODE_COVERS_FLUSHES &&
		    call->event != MNBENCH_EVENT_RELEASE)
			flushes = true;
		else if (mode->coverage == MODE_COVERS_CHUNKS)
			invalidate_chunks(&m, call);
		else if (mode->coverage == MODE_COVERS_BUFFERS)
			invalidate_buffers(&m, call);
		else if (mode->coverage == MODE_COVERS_ADAPTIVE)
			model_invalidate_adaptive(&m, call);
		else
			invalidate(&m, call, 0, m.count);
	}
	if (flushes)
		expect_flushes(expected);
	if (!ret)
		count_missing(&m);
	free(m.page);
	free(m.held);
	free(m.live);
	free(m.listed);
	return ret;
}

int oracle_predict(struct expectation *expected, struct expectation *tolerance,
		   const struct cell *cell, const struct mode_info *mode,
		   const struct layout *layout, bool empty,
		   const struct notifier_calls *prediction)
{
	return oracle_predict_calls(expected, tolerance, cell, mode, layout,
				    empty, prediction->calls,
				    prediction->count);
}
