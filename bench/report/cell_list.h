/* SPDX-License-Identifier: GPL-2.0-only */
/* Some cells of a run: those that a plot shows. */
#ifndef CELL_LIST_H
#define CELL_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "report/plot.h"
#include "result/result.h"

struct cell_list {
	size_t count;
	size_t *at; /* indices in the run, ascending; to be freed */
};

/* The cells of a run that meet the conditions of a plot. */
struct cell_list cell_list_select(const struct plot *plot,
				  const struct result *run);

/* Whether the cells have as many different values as the plot needs. */
bool cell_list_meets_needs(const struct cell_list *cells,
			   const struct plot *plot, const struct result *run);

#endif
