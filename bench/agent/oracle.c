// SPDX-License-Identifier: GPL-2.0-only
#include "agent/oracle.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "adaptive_policy.h"

/* The device as the oracle imagines it: which page is held, chunk by chunk. */
struct model {
	const struct cell *cell;
	size_t count;
	size_t run_pages;
	uintptr_t *page; /* addresses, ascending */
	bool *held;
	bool *live; /* of the page's chunk, at the first page of each chunk */
	bool filter;
	size_t chunk_min; /* MODE_COVERS_ADAPTIVE: the smallest chunk */
	struct expectation *expected, *tolerance;
};

static uintptr_t chunk_of(const struct model *m, size_t i)
{
	return m->page[i] & ~(m->cell->chunk_size - 1);
}

/* The end of the run of pages that share the chunk of page i. */
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

/* One callback: take the pages of [start, end) among pages i to stop away. */
static void callback(struct model *m, const struct announcement *call, size_t i,
		     size_t stop)
{
	size_t taken = 0;

	for (; i < stop; i++) {
		if (m->page[i] < call->start || m->page[i] >= call->end)
			continue;
		taken += m->held[i];
		m->held[i] = false;
	}
	m->expected->callbacks[call->event]++;
	m->expected->spurious += !taken;
	m->expected->invalidations += taken || !m->filter;
	m->expected->pages_invalidated += taken;
}

static void announce_to_chunks(struct model *m, const struct announcement *call)
{
	bool keep = m->cell->removal == MNBENCH_REMOVAL_KEEP;
	size_t i, end;

	for (i = 0; i < m->count; i = end) {
		uintptr_t start = chunk_of(m, i);

		end = chunk_end(m, i);
		if (!m->live[i] || start >= call->end ||
		    start + m->cell->chunk_size <= call->start)
			continue;
		callback(m, call, i, end);
		m->live[i] = keep || held_between(m, i, end);
	}
}

/* Each run is a buffer, whatever the device holds of it. */
static void announce_to_buffers(struct model *m,
				const struct announcement *call)
{
	uintptr_t size = m->run_pages * PAGE_BYTES;

	for (size_t i = 0; i < m->count; i += m->run_pages)
		if (m->page[i] < call->end && m->page[i] + size > call->start)
			callback(m, call, i, i + m->run_pages);
}

static bool in_range(const struct announcement *call, uintptr_t page)
{
	return page >= call->start && page < call->end;
}

/* Whether the block of a page, of the smallest size, meets the range. */
static bool block_meets(const struct model *m, const struct announcement *call,
			uintptr_t page)
{
	uintptr_t start = page & ~(m->chunk_min - 1);

	return start < call->end && start + m->chunk_min > call->start;
}

/*
 * How many blocks of @size have a page on the device that is in the range, or,
 * with @near, whose smallest block meets it.
 */
static size_t count_blocks(const struct model *m,
			   const struct announcement *call, size_t size,
			   bool near)
{
	uintptr_t last = 0;
	size_t count = 0;

	for (size_t i = 0; i < m->count; i++) {
		uintptr_t block = m->page[i] / size;

		if (!m->held[i] || (count && block == last) ||
		    !(near ? block_meets(m, call, m->page[i])
			   : in_range(call, m->page[i])))
			continue;
		last = block;
		count++;
	}
	return count;
}

/*
 * The most chunks with no page in the range that can meet it: each reaches over
 * one of its ends, to a page that is not in it.
 */
static size_t count_crossing(const struct model *m,
			     const struct announcement *call)
{
	size_t size = m->cell->chunk_size;
	bool before = false, behind = false;

	for (size_t i = 0; i < m->count; i++) {
		uintptr_t page = m->page[i];

		if (!m->held[i])
			continue;
		if (page < call->start && page / size == call->start / size)
			before = true;
		if (page >= call->end && page / size == (call->end - 1) / size)
			behind = true;
	}
	if (call->start / m->chunk_min == (call->end - 1) / m->chunk_min)
		return before || behind; /* one chunk has it all */
	return before + behind;
}

/*
 * Chunks that the mode cuts as it likes: each has a page, and is no larger than
 * chunk_size and no smaller than the mode's smallest. So a page that is taken
 * makes a callback, at the least one for all pages of a block of chunk_size, at
 * the most one for each of the smallest size; and a chunk that has a page in a
 * smallest block that the range meets is called, wherever else it reaches.
 */
static void announce_to_adaptive(struct model *m,
				 const struct announcement *call)
{
	struct expectation *most = m->tolerance;
	size_t largest = m->cell->chunk_size;
	size_t hit = count_blocks(m, call, largest, false);
	size_t hit_most = count_blocks(m, call, m->chunk_min, false);
	size_t met = count_blocks(m, call, largest, true);
	size_t vain_most = count_crossing(m, call);
	size_t met_most = hit_most + vain_most;
	size_t taken = 0;

	for (size_t i = 0; i < m->count; i++) {
		if (!in_range(call, m->page[i]))
			continue;
		taken += m->held[i];
		m->held[i] = false;
	}
	m->expected->callbacks[call->event] += met;
	most->callbacks[call->event] += met_most - met;
	m->expected->spurious += met - hit;
	most->spurious += vain_most - (met - hit);
	m->expected->invalidations += m->filter ? hit : met;
	most->invalidations += m->filter ? hit_most - hit : met_most - met;
	m->expected->pages_invalidated += taken;
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
	if (!m->page || !m->held || !m->live)
		return -ENOMEM;
	for (size_t i = 0; i < m->count; i++) {
		m->page[i] = layout_run(layout, i / m->run_pages) +
			     i % m->run_pages * PAGE_BYTES;
		m->held[i] = !empty || m->page[i] < a->target ||
			     m->page[i] >= a->target + a->target_size;
	}
	for (size_t i = 0; chunks && i < m->count; i = end) {
		end = chunk_end(m, i);
		m->live[i] = m->cell->removal == MNBENCH_REMOVAL_KEEP ||
			     held_between(m, i, end);
	}
	return 0;
}

int oracle_predict(struct expectation *expected, struct expectation *tolerance,
		   const struct cell *cell, const struct mode_info *mode,
		   const struct layout *layout, bool empty,
		   const struct prediction *prediction)
{
	struct model m = {
		.cell = cell,
		.expected = expected,
		.tolerance = tolerance,
		.chunk_min = cell->chunk_size < ADAPTIVE_CHUNK_MIN
				     ? cell->chunk_size
				     : ADAPTIVE_CHUNK_MIN,
		.filter = cell->filter == MNBENCH_FILTER_DEFAULT
				  ? (mode->flags & MODE_FILTERS) != 0
				  : cell->filter == MNBENCH_FILTER_ON,
	};
	int ret;

	memset(expected, 0, sizeof(*expected));
	memset(tolerance, 0, sizeof(*tolerance));
	if (!mode_has_callback(mode))
		return 0;
	ret = model_init(&m, layout, empty);
	for (size_t i = 0; !ret && i < prediction->count; i++) {
		const struct announcement *call = &prediction->calls[i];

		if (mode->coverage == MODE_COVERS_CHUNKS)
			announce_to_chunks(&m, call);
		else if (mode->coverage == MODE_COVERS_BUFFERS)
			announce_to_buffers(&m, call);
		else if (mode->coverage == MODE_COVERS_ADAPTIVE)
			announce_to_adaptive(&m, call);
		else
			callback(&m, call, 0, m.count);
	}
	free(m.page);
	free(m.held);
	free(m.live);
	return ret;
}
