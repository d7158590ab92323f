// SPDX-License-Identifier: GPL-2.0-only
/* The rules for the memory that the activity of a cell acts on. */
#include "common/cell_activity.h"

#include <inttypes.h>
#include <string.h>

#include "common/text.h"
#include "common/timed.h"
#include "common/units.h"

/* Each in the order of its enumeration. */
static const struct {
	size_t bytes;
	unsigned int memory;
	const char *need;
} page_sizes[] = {
	[PAGE_SIZE_4K] = {PAGE_BYTES, 0, NULL},
	[PAGE_SIZE_THP] = {BLOCK_BYTES, MEMORY_THP, "thp"},
	[PAGE_SIZE_2M] = {BLOCK_BYTES, MEMORY_HUGETLB, "hugetlb"},
	[PAGE_SIZE_1G] = {GiB, MEMORY_HUGETLB | MEMORY_GIGANTIC, "hugetlb"},
};

static const struct {
	unsigned int memory;
	const char *needs[2];
} backings[] = {
	[ACTIVITY_ANONYMOUS] = {0, {NULL}},
	[ACTIVITY_SHARED] = {MEMORY_SHARED | MEMORY_UNNAMED, {NULL}},
	[ACTIVITY_MEMFD] = {MEMORY_SHARED | MEMORY_FILE, {NULL}},
	[ACTIVITY_TMPFS] = {MEMORY_SHARED | MEMORY_FILE, {"tmpfs"}},
	[ACTIVITY_EXT4] = {MEMORY_SHARED | MEMORY_FILE | MEMORY_DISK,
			   {"disk", "ext4"}},
};

size_t cell_activity_page(const struct cell *cell)
{
	return page_sizes[cell->page_size].bytes;
}

unsigned int cell_activity_memory(const struct cell *cell)
{
	return page_sizes[cell->page_size].memory |
	       backings[cell->activity_backing].memory;
}

uint64_t cell_activity_pool(const struct cell *cell)
{
	if (!(page_sizes[cell->page_size].memory & MEMORY_HUGETLB))
		return 0;
	return 2 * cell->threads *
	       (cell_activity_pages(cell) * PAGE_BYTES /
		cell_activity_page(cell));
}

static bool is_called(const char *name, const struct need *need)
{
	return name && strcmp(name, need->name) == 0;
}

bool cell_memory_needs(const struct cell *cell, const struct need *need)
{
	return is_called(page_sizes[cell->page_size].need, need) ||
	       is_called(backings[cell->activity_backing].needs[0], need) ||
	       is_called(backings[cell->activity_backing].needs[1], need);
}

bool cell_needs(const struct cell *cell, const struct need *need)
{
	return workload_needs(workload_find(cell->workload), need) ||
	       cell_memory_needs(cell, need);
}

static unsigned int memory_of(const struct cell_key *key, uint64_t value)
{
	return strcmp(key->name, "page_size") == 0 ? page_sizes[value].memory
						   : backings[value].memory;
}

void activity_values(const struct workload *workload,
		     const struct cell_key *key, char *text, size_t size)
{
	struct text to;

	text_begin(&to, text, size);
	for (uint64_t i = 0; cell_choice(key, i); i++)
		if (workload_takes(workload, memory_of(key, i)))
			text_append(&to, "%s%s", i ? ", " : "",
				    cell_choice(key, i));
}

static int check_value(const struct cell *cell, const struct cell_key *key,
		       struct error *error)
{
	const struct workload *workload = workload_find(cell->workload);
	const struct timed_kind *kind = timed_at(cell->timed);
	uint64_t value = cell_number(cell, key);
	char allowed[CELL_SET_TEXT_MAX];

	if (!value)
		return 0;
	if (kind->application != APPLICATION_TIMED)
		return error_set_key(error, key->name,
				     "cannot be '%s' where '%s' is timed; "
				     "allowed: %s",
				     cell_choice(key, value), kind->name,
				     cell_choice(key, 0));
	if (workload->everything || cell->placement != PLACEMENT_FAR)
		return error_set_key(error, key->name,
				     "cannot be '%s' where workload %s acts on "
				     "the device region, whose memory is that "
				     "of key backing; allowed: %s",
				     cell_choice(key, value), cell->workload,
				     cell_choice(key, 0));
	if (workload_takes(workload, memory_of(key, value)))
		return 0;
	activity_values(workload, key, allowed, sizeof(allowed));
	return error_set_key(error, key->name,
			     "cannot be '%s' with workload %s; allowed: %s",
			     cell_choice(key, value), cell->workload, allowed);
}

static int check_pages(const struct cell *cell, struct error *error)
{
	uint64_t small = cell_activity_page(cell) / PAGE_BYTES;

	if (cell->pages % small == 0)
		return 0;
	return error_set_key(error, "pages",
			     "cannot be '%" PRIu64
			     "' with page_size %s; allowed: a multiple of "
			     "%" PRIu64 ", a page of that size",
			     cell->pages,
			     cell_choice(cell_key_find("page_size"),
					 cell->page_size),
			     small);
}

int cell_check_activity(const struct cell *cell, struct error *error)
{
	const struct cell_key *page_size = cell_key_find("page_size");
	const struct cell_key *backing = cell_key_find("activity_backing");

	if (check_value(cell, page_size, error) ||
	    check_value(cell, backing, error))
		return -1;
	if (cell->page_size && cell->activity_backing)
		return error_set_key(error, "page_size",
				     "cannot be '%s' with activity_backing %s, "
				     "which has pages of 4K; allowed: 4K, or "
				     "activity_backing anonymous",
				     cell_choice(page_size, cell->page_size),
				     cell_choice(backing,
						 cell->activity_backing));
	return check_pages(cell, error);
}
