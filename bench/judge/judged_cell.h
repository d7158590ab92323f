/* SPDX-License-Identifier: GPL-2.0-only */
/* What a verdict has to know of a cell, whose times are in a run_series. */
#ifndef JUDGED_CELL_H
#define JUDGED_CELL_H

#include <stdbool.h>
#include <stddef.h>

struct judged_cell {
	bool primary;  /* the primary cells share most of the level */
	bool baseline; /* of mode `none` on both sides: shows the machine */
	/* Cells of one number differ in their mode and arm only. */
	size_t activity;
};

#endif
