// SPDX-License-Identifier: GPL-2.0-only
/* The table of mnbench list workloads. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/cell.h"
#include "common/cell_activity.h"
#include "print/list.h"
#include "workload.h"

#define TEXT_MAX 128

/* "unmap, clear", in the words of the key `events`. */
static void write_events(unsigned int events, char text[TEXT_MAX])
{
	const struct cell_key *key = cell_key_find("events");
	size_t length = 0;

	snprintf(text, TEXT_MAX, "none");
	for (size_t i = 0; key->choices[i]; i++)
		if (events & 1u << i)
			length += (size_t)snprintf(text + length,
						   TEXT_MAX - length, "%s%s",
						   length ? ", " : "",
						   key->choices[i]);
}

/* The sizes that it takes. */
static void write_pages(const struct workload *workload, char text[TEXT_MAX])
{
	const struct cell_key *key = cell_key_find("pages");
	uint64_t least = workload->pages_min;

	if (workload->everything)
		snprintf(text, TEXT_MAX, "all of the device region");
	else
		snprintf(text, TEXT_MAX, "%" PRIu64 " to %" PRIu64,
			 least > key->min ? least : key->min, key->max);
}

/* A line of its own below a workload. */
static void add_below(struct table *table, bool kernel_known, const char *begin,
		      const char *text)
{
	for (int i = 0; i < 1 + kernel_known; i++)
		table_add(table, "%s", "");
	table_add(table, "%s%s", begin, text);
}

static void add_calls(struct table *table, const struct workload *workload,
		      bool kernel_known)
{
	char events[TEXT_MAX];

	write_events(workload->events, events);
	add_below(table, kernel_known, "events: ", events);
	if (workload->measured)
		add_below(table, kernel_known,
			  "calls: ", "measured, not predicted");
	else if (workload->function)
		add_below(table, kernel_known,
			  "calls by: ", workload->function);
}

/* The values of a key that the workload takes, if that is more than one. */
static void add_values(struct table *table, bool kernel_known,
		       const struct workload *workload, const char *name)
{
	const struct cell_key *key = cell_key_find(name);
	char begin[CELL_NAME_MAX], values[CELL_SET_TEXT_MAX];

	activity_values(workload, key, values, sizeof(values));
	if (strcmp(values, cell_choice(key, 0)) == 0)
		return;
	snprintf(begin, sizeof(begin), "%s: ", name);
	add_below(table, kernel_known, begin, values);
}

static void add_allocators(struct table *table, bool kernel_known,
			   const char *no_jemalloc)
{
	add_below(table, kernel_known,
		  "allocator: ", no_jemalloc ? "glibc" : "glibc, jemalloc");
	if (no_jemalloc)
		add_below(table, kernel_known,
			  "jemalloc is unavailable: ", no_jemalloc);
}

struct table *list_workloads_table(const struct listed_workload *listed,
				   size_t count, bool kernel_known,
				   const char *no_jemalloc)
{
	size_t columns = kernel_known ? 3 : 2;
	struct table *table = table_new(columns, columns);

	for (size_t i = 0; i < count; i++) {
		const struct workload *workload = listed[i].workload;
		char pages[TEXT_MAX];

		table_add(table, "%s", workload->name);
		if (kernel_known)
			table_add(table, "%s",
				  listed[i].available ? "available"
						      : "unavailable");
		table_add(table, "%s", workload->summary);
		add_calls(table, workload, kernel_known);
		write_pages(workload, pages);
		add_below(table, kernel_known, "pages: ", pages);
		add_values(table, kernel_known, workload, "page_size");
		add_values(table, kernel_known, workload, "activity_backing");
		if (workload->allocates)
			add_allocators(table, kernel_known, no_jemalloc);
		if (kernel_known && !listed[i].available)
			add_below(table, true, "unavailable: ", listed[i].why);
	}
	return table;
}
