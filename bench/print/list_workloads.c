// SPDX-License-Identifier: GPL-2.0-only
/* The table of mnbench list workloads. */
#include <stdio.h>
#include <string.h>

#include "common/cell.h"
#include "print/list.h"
#include "workload.h"

#define EVENTS_TEXT_MAX 128

/* "unmap clear", in the words of the key `events`. */
static void write_events(unsigned int events, char text[EVENTS_TEXT_MAX])
{
	const struct cell_key *key = cell_key_find("events");
	size_t length = 0;

	snprintf(text, EVENTS_TEXT_MAX, "none");
	for (size_t i = 0; key->choices[i]; i++)
		if (events & 1u << i)
			length += (size_t)snprintf(text + length,
						   EVENTS_TEXT_MAX - length,
						   "%s%s", length ? "+" : "",
						   key->choices[i]);
}

static void add_row(struct table *table, const struct listed_workload *listed,
		    bool kernel_known)
{
	const struct workload *workload = listed->workload;
	char events[EVENTS_TEXT_MAX];

	write_events(workload->events, events);
	table_add(table, "%s", workload->name);
	if (kernel_known)
		table_add(table, "%s",
			  listed->available ? "available" : "unavailable");
	table_add(table, "%s%s", events,
		  workload->measured ? " (measured)" : "");
	table_add(table, "%s", workload->summary);
}

/* A line of its own below a workload. */
static void add_below(struct table *table, bool kernel_known, const char *begin,
		      const char *text)
{
	for (int i = 0; i < 2 + kernel_known; i++)
		table_add(table, "%s", "");
	table_add(table, "%s%s", begin, text);
}

struct table *list_workloads_table(const struct listed_workload *listed,
				   size_t count, bool kernel_known)
{
	size_t columns = kernel_known ? 4 : 3;
	struct table *table = table_new(columns, columns);

	for (size_t i = 0; i < count; i++) {
		const struct workload *workload = listed[i].workload;

		add_row(table, &listed[i], kernel_known);
		if (workload->function)
			add_below(table, kernel_known,
				  "calls by: ", workload->function);
		if (kernel_known && !listed[i].available)
			add_below(table, true, "unavailable: ", listed[i].why);
	}
	return table;
}
