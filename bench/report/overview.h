/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The cells of one kind (key `timed`) of all runs of a page, arranged in blocks
 * of rows and columns. Cells of different runs that have the same names stand
 * in the same row and column, so that runs are compared.
 */
#ifndef REPORT_OVERVIEW_H
#define REPORT_OVERVIEW_H

#include <stddef.h>
#include <stdint.h>

#include "print/labels.h"
#include "report/page_contents.h"

struct overview_cell {
	const struct result_cell *cell;
	size_t run; /* index of the section */
	/* Numbers of names, in the order in which the runs have them. */
	size_t block, row, column;
};

struct overview {
	struct labels blocks, rows, columns;
	size_t count;
	/*
	 * By block, row, run and column. A cell of a mode without a device is
	 * in every block of its place, next to modes with each device.
	 */
	struct overview_cell *cells;
};

void overview_make(struct overview *overview, const struct page *page,
		   uint64_t timed);
void overview_free(struct overview *overview);

#endif
