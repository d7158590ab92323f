// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules for what a driver does around an invalidation: which policies go
 * together, and which a mode can have. The module has the same rules.
 */
#include <inttypes.h>
#include <string.h>

#include "common/cell_check.h"
#include "common/modes.h"
#include "common/text.h"
#include "common/units.h"
#include "mnbench_abi.h"
#include "workload.h"

/* The module looks at each page of a chunk, with its locks held. */
#define SCAN_MAX GiB

/* "lock_scope chunk" for messages. */
static const char *pair(const struct cell *cell, const char *name,
			char text[CELL_PAIR_MAX])
{
	char value[CELL_SET_TEXT_MAX];
	struct text to;

	cell_format(cell, cell_key_find(name), value, sizeof(value));
	text_begin(&to, text, CELL_PAIR_MAX);
	text_append(&to, "%s %s", name, value);
	return text;
}

/* "lock_scope cannot be 'chunk' in mode global; allowed: mm, device" */
static int refuse_in_mode(const struct cell *cell, const char *name,
			  const char *allowed, struct error *error)
{
	char value[CELL_SET_TEXT_MAX];

	cell_format(cell, cell_key_find(name), value, sizeof(value));
	return error_set_key(error, name,
			     "cannot be '%s' in mode %s; allowed: %s", value,
			     cell->mode, allowed);
}

/* "sequence cannot be 'slots' with filter off; allowed: every" */
static int refuse_with(const struct cell *cell, const char *name,
		       const char *with, const char *allowed,
		       struct error *error)
{
	char value[CELL_SET_TEXT_MAX], other[CELL_PAIR_MAX];

	cell_format(cell, cell_key_find(name), value, sizeof(value));
	return error_set_key(error, name, "cannot be '%s' with %s; allowed: %s",
			     value, pair(cell, with, other), allowed);
}

/*
 * It has a callback for the end of a range, so that for the start cannot fail.
 */
static bool has_global_notifier(const struct mode_info *mode)
{
	return mode->coverage == MODE_COVERS_EVERYTHING &&
	       mode->flags & MODE_RELEASED;
}

static int check_filter(const struct cell *cell, const struct mode_info *mode,
			struct error *error)
{
	switch (cell->filter) {
	case MNBENCH_FILTER_SCAN:
		if (!mode_has_parts(mode))
			return refuse_in_mode(cell, "filter",
					      "off, bitmap, ranges, slots",
					      error);
		/* A page could lie in the lists of several of its chunks. */
		if (mode->coverage == MODE_COVERS_ADAPTIVE)
			return refuse_in_mode(cell, "filter", "off, bitmap",
					      error);
		if (mode_has_chunks(mode) && cell->chunk_size > SCAN_MAX)
			return refuse_with(cell, "chunk_size", "filter",
					   "at most 1G", error);
		/* Each run is a buffer, which has a list. */
		if (!mode_has_chunks(mode) && cell->region_run > SCAN_MAX)
			return refuse_with(cell, "region_run", "filter",
					   "at most 1G", error);
		return 0;
	case MNBENCH_FILTER_RANGES:
		/* Its chunks become smaller than a range. */
		if (mode->coverage == MODE_COVERS_ADAPTIVE)
			return refuse_in_mode(cell, "filter", "off, bitmap",
					      error);
		if (cell->range_size < PAGE_BYTES)
			return refuse_with(cell, "range_size", "filter",
					   "a power of two of at least 4K",
					   error);
		if (mode_has_chunks(mode) &&
		    cell->range_size > cell->chunk_size)
			return refuse_with(cell, "range_size", "chunk_size",
					   "at most the chunk_size", error);
		return 0;
	case MNBENCH_FILTER_SLOTS:
		if (mode_has_parts(mode))
			return refuse_in_mode(cell, "filter",
					      "off, bitmap, scan, ranges",
					      error);
		return 0;
	default:
		return 0;
	}
}

static int check_lock(const struct cell *cell, const struct mode_info *mode,
		      struct error *error)
{
	if (cell->lock_scope == MNBENCH_SCOPE_CHUNK && !mode_has_parts(mode))
		return refuse_in_mode(cell, "lock_scope", "mm, device", error);
	if (cell->wait == MNBENCH_WAIT_SLEEP &&
	    cell->wait_in == MNBENCH_WAIT_INSIDE &&
	    cell->lock == MNBENCH_LOCK_SPINLOCK)
		return error_set_key(error, "wait",
				     "cannot be 'sleep' with wait_in inside "
				     "of lock spinlock; allowed: spin");
	return 0;
}

static int check_wait(const struct cell *cell, struct error *error)
{
	if (cell->wait != MNBENCH_WAIT_NONE)
		return 0;
	if (cell->wait_in != MNBENCH_WAIT_OUTSIDE)
		return refuse_with(cell, "wait_in", "wait", "outside", error);
	if (cell->dying != MNBENCH_DYING_WAIT)
		return refuse_with(cell, "dying", "wait", "wait", error);
	return 0;
}

static int check_nonblock(const struct cell *cell, const struct mode_info *mode,
			  struct error *error)
{
	if (cell->nonblock != MNBENCH_NONBLOCK_SPIN &&
	    has_global_notifier(mode))
		return refuse_in_mode(cell, "nonblock", "spin", error);
	return 0;
}

/* A driver that ignores these would keep pages that the process has lost. */
static int check_events(const struct cell *cell, struct error *error)
{
	static const char *const harmless[] = {"soft-dirty", "release"};
	const struct cell_key *key = cell_key_find("events");
	uint64_t needed = cell_set_mask(key);

	for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++)
		needed &= ~cell_set_bit(key, harmless[i]);
	for (size_t i = 0; key->choices[i]; i++)
		if (needed & ~cell->events & UINT64_C(1) << i)
			return error_set_key(error, "events",
					     "lack %s, so the device would "
					     "keep pages that the process has "
					     "lost; allowed: all, without "
					     "soft-dirty or release or both",
					     key->choices[i]);
	return 0;
}

/* It hears nothing more of an exit. */
static int check_release(const struct cell *cell, const struct mode_info *mode,
			 struct error *error)
{
	if (has_global_notifier(mode) &&
	    cell_ignored_events(cell) >> MNBENCH_EVENT_RELEASE & 1)
		return error_set_key(error, "events",
				     "lack release, the only event of an exit "
				     "in mode %s; allowed: with release",
				     cell->mode);
	return 0;
}

/* A fault waits in mmu_interval_read_begin() where the mm has the number. */
static int check_fault_wait(const struct cell *cell,
			    const struct mode_info *mode, struct error *error)
{
	if (cell->fault_wait == MNBENCH_FAULT_RETRY &&
	    !(mode->flags & MODE_SEQUENCE))
		return refuse_in_mode(cell, "fault_wait", "block", error);
	return 0;
}

static int check_sequence(const struct cell *cell, const struct mode_info *mode,
			  struct error *error)
{
	if (cell->sequence == MNBENCH_SEQUENCE_SLOTS &&
	    !(mode->flags & MODE_SEQUENCE))
		return refuse_in_mode(cell, "sequence", "every", error);
	if (cell->sequence == MNBENCH_SEQUENCE_SLOTS &&
	    cell->filter != MNBENCH_FILTER_SLOTS)
		return refuse_with(cell, "sequence", "filter", "every", error);
	return 0;
}

/* The module refuses to keep more for one notifier. */
static int check_kept(const struct cell *cell, const struct mode_info *mode,
		      struct error *error)
{
	uint64_t span =
		mode_has_chunks(mode) ? cell->chunk_size : cell->region_run;
	uint64_t pages = span / PAGE_BYTES;
	char text[UNITS_TEXT_MAX];

	if (!cell->page_bytes ||
	    (cell->page_bytes <= MNBENCH_KEPT_MAX / pages &&
	     cell->page_bytes * pages + cell->chunk_bytes <= MNBENCH_KEPT_MAX))
		return 0;
	units_format(span, size_units, text, sizeof(text));
	return error_set_key(error, "page_bytes",
			     "cannot be '%" PRIu64 "' for each page of %s; "
			     "allowed: 64M in all, with chunk_bytes",
			     cell->page_bytes, text);
}

/* A flush is no range, and may come under the page-table lock. */
static int check_flushes(const struct cell *cell, struct error *error)
{
	static const struct {
		const char *key, *allowed;
	} only[] = {
		{"lock", "spinlock"},    {"lock_scope", "mm"},
		{"wait_in", "outside"},  {"nonblock", "spin"},
		{"fault_wait", "block"}, {"sequence", "every"},
	};
	const struct cell_key *events = cell_key_find("events");

	for (size_t i = 0; i < sizeof(only) / sizeof(only[0]); i++)
		if (cell_number(cell, cell_key_find(only[i].key)))
			return refuse_in_mode(cell, only[i].key,
					      only[i].allowed, error);
	if (cell->events != cell_set_mask(events))
		return refuse_in_mode(cell, "events", "all", error);
	if (cell->filter > MNBENCH_FILTER_BITMAP)
		return refuse_in_mode(cell, "filter", "off, bitmap", error);
	return 0;
}

int cell_check_policy(const struct cell *cell, struct error *error)
{
	const struct mode_info *mode = mode_find(cell->mode);

	if (!mode_has_callback(mode))
		return 0;
	if (check_wait(cell, error))
		return -1;
	if (mode->coverage == MODE_COVERS_FLUSHES)
		return check_flushes(cell, error);
	if (cell->wait_in == MNBENCH_WAIT_INSIDE && mode->flags & MODE_TWO_PASS)
		return refuse_in_mode(cell, "wait_in", "outside", error);
	if (check_filter(cell, mode, error) || check_lock(cell, mode, error) ||
	    check_nonblock(cell, mode, error) || check_events(cell, error) ||
	    check_release(cell, mode, error) ||
	    check_fault_wait(cell, mode, error) ||
	    check_sequence(cell, mode, error))
		return -1;
	return check_kept(cell, mode, error);
}
