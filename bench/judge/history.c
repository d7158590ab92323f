// SPDX-License-Identifier: GPL-2.0-only
/*
 * Making the history of a plan. In an exact venue each run of a cell is
 * compared with the one before, as `compare` does it. In a timed venue the runs
 * of a cell are a series, in which steps are searched for, after what all cells
 * have in common was taken out of them.
 */
#include "judge/history.h"

#include <stdlib.h>
#include <string.h>

#include "judge/terms.h"
#include "judge/timed_history.h"
#include "result/architecture.h"

static bool is_given_before(struct result *const *runs, size_t run)
{
	for (size_t r = 0; r < run; r++)
		if (!strcmp(runs[r]->path, runs[run]->path))
			return true;
	return false;
}

static int check_runs(struct result *const *runs, size_t count,
		      struct error *error)
{
	if (count < 2)
		return error_set(error, "%s is one run; a history needs two",
				 runs[0]->path);
	for (size_t r = 1; r < count; r++) {
		if (is_given_before(runs, r))
			return error_set(error, "%s is given twice",
					 runs[r]->path);
		if (strcmp(runs[r]->venue, runs[0]->venue))
			return error_set(
				error,
				"%s was measured in venue %s, %s in %s: "
				"their times are not comparable",
				runs[0]->path, runs[0]->venue, runs[r]->path,
				runs[r]->venue);
		if (strcmp(runs[r]->unit, runs[0]->unit))
			return error_set(error,
					 "%s has times in %s, %s in %s: "
					 "they are not comparable",
					 runs[0]->path, runs[0]->unit,
					 runs[r]->path, runs[r]->unit);
		if (result_check_architectures(
			    runs[0], runs[r],
			    "give a history runs of one architecture", error))
			return -1;
	}
	return 0;
}

/* Make all cells with their changes. Returns 0, or -1 out of memory. */
static int make_cells(struct history *h)
{
	h->cells = cell_histories_make(h->runs, h->run_count, &h->count);
	if (!h->cells)
		return -1;
	if (h->exact)
		return cell_histories_compare(h->cells, h->count, h->runs,
					      h->run_count,
					      h->options.threshold);
	return timed_history_find(h->cells, h->count, h->run_count,
				  h->options.threshold, h->options.level,
				  &h->machine);
}

struct history *history_make(struct result *const *runs, size_t count,
			     const struct history_options *options,
			     struct error *error)
{
	const struct terms terms = terms_of(runs[0], options->threshold);
	struct history *h;

	if (check_runs(runs, count, error))
		return NULL;
	h = calloc(1, sizeof(*h));
	if (!h) {
		error_set(error, "out of memory");
		return NULL;
	}
	h->run_count = count;
	h->options = *options;
	h->options.threshold = terms.threshold;
	h->exact = terms.exact;
	h->runs = run_order(runs, count, options->by, error);
	if (h->runs && !make_cells(h))
		return h;
	if (h->runs)
		error_set(error, "out of memory");
	history_free(h);
	return NULL;
}

void history_free(struct history *h)
{
	if (!h)
		return;
	cell_histories_free(h->cells, h->count);
	cell_history_clear(&h->machine);
	free(h->runs);
	free(h);
}

bool cell_history_changed(const struct cell_history *cell)
{
	for (size_t i = 0; i < cell->change_count; i++)
		if (!cell->changes[i].moved)
			return true;
	return false;
}

size_t history_changed(const struct history *h)
{
	size_t count = 0;

	for (size_t i = 0; i < h->count; i++)
		count += cell_history_changed(&h->cells[i]);
	return count;
}
