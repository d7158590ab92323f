/* SPDX-License-Identifier: GPL-2.0-only */
/* Statistics of a cell from the samples that a result file holds. */
#ifndef STATS_H
#define STATS_H

#include <jansson.h>
#include <stddef.h>

#include "result/result.h"

/*
 * The smallest value that at least @fraction of the @count sorted values do not
 * exceed: nearest rank, always one of the values. NAN of nothing.
 */
double stats_percentile(const double *sorted, size_t count, double fraction);

/*
 * The latencies of all operations of a cell, sorted; to be freed. NULL: out of
 * memory.
 */
double *stats_latencies(const json_t *samples, size_t *count);

/* All but over_none and over_none_pct, which need the baseline: they become
 * NAN. */
int stats_of_cell(const struct cell *cell, const json_t *samples,
		  struct cell_stats *stats);

/* p50 over the baseline's; NANs if either has none. */
void stats_against(struct cell_stats *stats, const struct cell_stats *baseline);

#endif
