// SPDX-License-Identifier: GPL-2.0-only
/*
 * Making the history of a plan. In an exact venue each run is compared with the
 * one before, as `compare` does it. In a timed venue the runs of a cell are a
 * series, in which steps are searched for.
 */
#include "judge/history.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judge/terms.h"

static int check_runs(struct result *const *runs, size_t count,
		      struct error *error)
{
	if (count < 2)
		return error_set(error, "%s is one run; a history needs two",
				 runs[0]->path);
	for (size_t r = 1; r < count; r++)
		if (strcmp(runs[r]->venue, runs[0]->venue))
			return error_set(
				error,
				"%s was measured in venue %s, %s in %s: "
				"their times are not comparable",
				runs[0]->path, runs[0]->venue, runs[r]->path,
				runs[r]->venue);
	return 0;
}

static int find_steps(struct cell_history *cells, size_t count,
		      size_t run_count, double threshold, double level)
{
	/*
	 * A history raises an alarm if any of its cells does, so the level is
	 * divided by their number. Half of it is left for disturbances that
	 * Hampel's filter does not see.
	 */
	const struct change_point_options options = {
		.level = level / (2 * (double)count),
		.tolerance = log1p(threshold)};
	int ret = 0;

	for (size_t i = 0; !ret && i < count; i++)
		ret = cell_history_find_steps(&cells[i], run_count, &options);
	return ret;
}

/* All cells with their changes. NULL: out of memory. */
static struct cell_history *make_cells(const struct ordered_run *runs,
				       size_t run_count,
				       const struct terms *terms, double level,
				       size_t *count)
{
	struct cell_history *cells =
		cell_histories_make(runs, run_count, count);
	int ret;

	if (!cells)
		return NULL;
	if (terms->exact)
		ret = cell_histories_compare(cells, *count, runs, run_count,
					     terms->threshold);
	else
		ret = find_steps(cells, *count, run_count, terms->threshold,
				 level);
	if (!ret)
		return cells;
	cell_histories_free(cells, *count);
	return NULL;
}

struct history *history_make(struct result *const *runs, size_t count,
			     const struct history_options *options,
			     struct error *error)
{
	const struct terms terms = terms_strict(runs[0], options->threshold);
	struct cell_history *cells = NULL;
	struct ordered_run *ordered;
	struct history *h = NULL;
	size_t cell_count = 0;

	if (check_runs(runs, count, error))
		return NULL;
	ordered = run_order(runs, count, options->by, error);
	if (!ordered)
		return NULL;
	cells = make_cells(ordered, count, &terms, options->level, &cell_count);
	if (cells)
		h = calloc(1, sizeof(*h));
	if (!h) {
		error_set(error, "out of memory");
		cell_histories_free(cells, cell_count);
		free(ordered);
		return NULL;
	}
	*h = (struct history){count,       ordered,    *options,
			      terms.exact, cell_count, cells};
	h->options.threshold = terms.threshold;
	return h;
}

void history_free(struct history *h)
{
	if (!h)
		return;
	cell_histories_free(h->cells, h->count);
	free(h->runs);
	free(h);
}

size_t history_changes(const struct history *h)
{
	size_t count = 0;

	for (size_t i = 0; i < h->count; i++)
		count += h->cells[i].change_count;
	return count;
}
