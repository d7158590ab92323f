// SPDX-License-Identifier: GPL-2.0-only
/* The tables of mnbench list modes and mnbench list venues. */
#include "plan/venue.h"
#include "print/list.h"

struct table *list_modes_table(const struct listed_mode *modes, size_t count,
			       bool kernel_known)
{
	size_t columns = kernel_known ? 4 : 3;
	struct table *table = table_new(columns, columns);

	for (size_t i = 0; i < count; i++) {
		const struct listed_mode *mode = &modes[i];

		table_add(table, "%s", mode->info->name);
		if (kernel_known)
			table_add(table, "%s",
				  mode->available ? "available" : mode->why);
		table_add(table, "%s", mode->info->summary);
		table_add(table, "%s", mode->info->precedent);
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
