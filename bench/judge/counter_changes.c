// SPDX-License-Identifier: GPL-2.0-only
/*
 * Comparing the counters of two cells. They are exact in every venue, except
 * for collisions of faults, which depend on times.
 */
#include "judge/counter_changes.h"

#include <jansson.h>
#include <stdbool.h>
#include <string.h>

#include "judge/run_series.h"
#include "judge/terms.h"
#include "result/cell_totals.h"

/* The counters that are costs; the others describe a cell. */
static const char *const costs[] = {
	"spurious",          "late",        "nonblock",
	"invalidations",     "faults",      "collisions",
	"pages_invalidated", "gave_up",     "secondary",
	"clear_flush_young", "clear_young", "test_young",
};

/* A counter per operation, over all runs of a side that have the cell. */
static double rate(const struct side *side, const struct result_cell *first,
		   const char *group, const char *name)
{
	double sum = totals_counter(first, group, name);
	double ops = (double)first->stats.ops;

	for (size_t r = 1; r < side->count; r++) {
		const struct result_cell *cell =
			run_cell_find(side->runs[r], &first->cell);

		if (!cell)
			continue;
		sum += totals_counter(cell, group, name);
		ops += (double)cell->stats.ops;
	}
	return ops > 0 ? sum / ops : 0;
}

static void add_counter(struct counter_changes *changes,
			const struct cell_pairs *pairs, size_t pair,
			const char *group, const char *name)
{
	double base = rate(pairs->base, pairs->at[pair].base, group, name);
	double fresh = rate(pairs->fresh, pairs->at[pair].fresh, group, name);

	if (base == fresh || changes->count == COUNTERS_MAX)
		return;
	changes->at[changes->count++] =
		(struct counter_change){name, base, fresh};
}

struct counter_changes counter_changes_of(const struct cell_pairs *pairs,
					  size_t pair)
{
	json_t *callbacks = totals_events(pairs->at[pair].fresh);
	bool exact = terms_of(pairs->base->runs[0], 0).exact;
	struct counter_changes changes = {0};
	const char *event;
	json_t *value;

	json_object_foreach(callbacks, event, value)
		add_counter(&changes, pairs, pair, "callbacks", event);
	for (size_t i = 0; i < sizeof(costs) / sizeof(costs[0]); i++)
		if (exact || strcmp(costs[i], "collisions"))
			add_counter(&changes, pairs, pair, NULL, costs[i]);
	return changes;
}

enum verdict counter_changes_verdict(const struct counter_changes *changes,
				     enum verdict times)
{
	bool more = false, less = false;

	for (size_t i = 0; i < changes->count; i++) {
		if (changes->at[i].fresh > changes->at[i].base)
			more = true;
		else
			less = true;
	}
	if (more)
		return VERDICT_REGRESSED;
	return less && times == VERDICT_UNCHANGED ? VERDICT_IMPROVED : times;
}
