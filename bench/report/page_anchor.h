/* SPDX-License-Identifier: GPL-2.0-only */
/* Where a cell is on the page: the id of its row in the table of all cells. */
#ifndef PAGE_ANCHOR_H
#define PAGE_ANCHOR_H

#include <stddef.h>

#include "report/page_contents.h"

#define ANCHOR_MAX 48

/* The id of the row of a cell of run number @run: "c12", or "r2-c12". */
void page_anchor(const struct page *page, size_t run,
		 const struct result_cell *cell, char text[ANCHOR_MAX]);

/* The number of the run that a cell belongs to. */
size_t page_run_of(const struct page *page, const struct result_cell *cell);

#endif
