// SPDX-License-Identifier: GPL-2.0-only
/* The tables of all kinds of cells, and the notes that belong to them. */
#include "print/result_table.h"

#include <stdlib.h>

#include "judge/cell_intervals.h"
#include "plan/venue.h"
#include "print/findings_list.h"
#include "print/headline_table.h"
#include "print/perf_table.h"
#include "print/result_notes.h"
#include "print/timed_tables.h"
#include "print/views.h"

/* NULL where times are exact. Without memory the tables say less. */
static struct cell_interval *make_intervals(const struct result *result)
{
	const struct venue *venue = venue_find(result->venue);

	return venue && venue->timed ? cell_intervals_make(result) : NULL;
}

void result_table(const struct result *result, bool sort, int width, FILE *to)
{
	struct cell_interval *intervals = make_intervals(result);
	size_t count;
	struct view *views = views_make(result, &count);

	findings_list(result, to);
	for (size_t i = 0; i < count; i++) {
		if (i == TIMED_OPERATION)
			headline_table(&views[i], intervals, sort, width, to);
		else
			timed_tables(&views[i], intervals, sort, width, to);
	}
	for (size_t i = 0; i < count; i++)
		perf_table(&views[i], width, to);
	result_notes(result, views, count, intervals, width, to);
	views_free(views, count);
	free(intervals);
}
