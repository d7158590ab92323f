// SPDX-License-Identifier: GPL-2.0-only
/* The oracle for mode adaptive, which chooses the size of its chunks itself. */
#include "agent/oracle.h"
#include "agent/oracle_model.h"

/* The pages in the largest chunks that meet a range: [first, end). */
struct candidates {
	size_t first, end;
};

static struct candidates find_candidates(const struct model *m,
					 const struct notifier_call *call)
{
	uintptr_t mask = m->cell->chunk_size - 1;
	uintptr_t last = (call->end - 1) | mask;

	return (struct candidates){
		.first = model_page_at(m, call->start & ~mask),
		.end = last == UINTPTR_MAX ? m->count
					   : model_page_at(m, last + 1),
	};
}

static bool in_range(const struct notifier_call *call, uintptr_t page)
{
	return page >= call->start && page < call->end;
}

/* Whether the smallest block of a page meets the range. */
static bool block_meets(const struct model *m, const struct notifier_call *call,
			uintptr_t page)
{
	uintptr_t start = page & ~(m->chunk_min - 1);

	return start < call->end && start + m->chunk_min > call->start;
}

/*
 * Count the blocks of @size that have a device page in the range or, with
 * @near, a device page whose smallest block meets the range.
 */
static size_t count_blocks(const struct model *m, struct candidates of,
			   const struct notifier_call *call, size_t size,
			   bool near)
{
	uintptr_t last = 0;
	size_t count = 0;

	for (size_t i = of.first; i < of.end; i++) {
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
 * Count the chunks that can meet the range without a page in it, at most: each
 * reaches over one end of the range to a page outside.
 */
static size_t count_crossing(const struct model *m, struct candidates of,
			     const struct notifier_call *call)
{
	size_t size = m->cell->chunk_size;
	bool before = false, behind = false;

	for (size_t i = of.first; i < of.end; i++) {
		uintptr_t page = m->page[i];

		if (!m->held[i])
			continue;
		if (page < call->start && page / size == call->start / size)
			before = true;
		if (page >= call->end && page / size == (call->end - 1) / size)
			behind = true;
	}
	if (call->start / m->chunk_min == (call->end - 1) / m->chunk_min)
		return before || behind; /* one chunk contains the range */
	return before + behind;
}

/*
 * The mode chooses the size of its chunks, from its smallest to chunk_size, and
 * each holds a device page. So the pages that a range takes away cause at least
 * one callback for each block of chunk_size that has some of them, and at most
 * one for each smallest block. A chunk with a page in a smallest block that the
 * range meets is called too, even if it reaches beyond that block.
 */
void model_invalidate_adaptive(struct model *m,
			       const struct notifier_call *call)
{
	struct candidates of = find_candidates(m, call);
	struct expectation *most = m->tolerance;
	size_t largest = m->cell->chunk_size;
	size_t needed = count_blocks(m, of, call, largest, false);
	size_t needed_most = count_blocks(m, of, call, m->chunk_min, false);
	size_t met = count_blocks(m, of, call, largest, true);
	size_t spurious_most = count_crossing(m, of, call);
	size_t met_most = needed_most + spurious_most;
	size_t taken = 0;

	if (m->ignored_events >> call->event & 1) {
		m->expected->ignored += met;
		most->ignored += met_most - met;
		return;
	}
	for (size_t i = of.first; i < of.end; i++) {
		if (!in_range(call, m->page[i]))
			continue;
		taken += m->held[i];
		m->held[i] = false;
	}
	m->expected->callbacks[call->event] += met;
	most->callbacks[call->event] += met_most - met;
	m->expected->spurious += met - needed;
	most->spurious += spurious_most - (met - needed);
	m->expected->invalidations += m->filter ? needed : met;
	most->invalidations +=
		m->filter ? needed_most - needed : met_most - met;
	m->expected->pages_invalidated += taken;
}
