// SPDX-License-Identifier: GPL-2.0-only
/* Naming the rows of cells. */
#include "report/page_anchor.h"

#include <stdio.h>

void page_anchor(const struct page *page, size_t run,
		 const struct result_cell *cell, char text[ANCHOR_MAX])
{
	if (page->count == 1)
		snprintf(text, ANCHOR_MAX, "c%zu", cell->index);
	else
		snprintf(text, ANCHOR_MAX, "r%zu-c%zu", run + 1, cell->index);
}

size_t page_run_of(const struct page *page, const struct result_cell *cell)
{
	for (size_t i = 0; i < page->count; i++) {
		const struct result *run = page->sections[i].run;

		if (cell >= run->cells && cell < run->cells + run->count)
			return i;
	}
	return 0;
}
