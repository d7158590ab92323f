// SPDX-License-Identifier: GPL-2.0-only
/* The tables of mnbench list modes and mnbench list venues. */
#include "plan/venue.h"
#include "print/list.h"

/* A line of its own below a mode; nothing is in the columns before it. */
static void add_below(struct table *table, bool kernel_known, const char *begin,
		      const char *text)
{
	table_add(table, "%s", "");
	if (kernel_known)
		table_add(table, "%s", "");
	table_add(table, "%s%s", begin, text);
}

struct table *list_modes_table(const struct listed_mode *modes, size_t count,
			       bool kernel_known)
{
	size_t columns = kernel_known ? 3 : 2;
	struct table *table = table_new(columns, columns);

	for (size_t i = 0; i < count; i++) {
		const struct listed_mode *mode = &modes[i];

		table_add(table, "%s", mode->info->name);
		if (kernel_known)
			table_add(table, "%s",
				  mode->available ? "available"
						  : "unavailable");
		table_add(table, "%s", mode->info->summary);
		add_below(table, kernel_known,
			  "done by: ", mode->info->precedent);
		if (kernel_known && !mode->available)
			add_below(table, true, "unavailable: ", mode->why);
	}
	return table;
}

struct table *list_venues_table(void)
{
	struct table *table = table_new(3, 3);

	for (const struct venue *venue = venues; venue->name; venue++) {
		table_add(table, "%s", venue->name);
		table_add(table, "%s", venue->unit);
		table_add(table, "%s", venue->summary);
	}
	return table;
}
