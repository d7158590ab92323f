// SPDX-License-Identifier: GPL-2.0-only
/* Summing up a comparison by mode. */
#include "judge/mode_summary.h"

#include <stdlib.h>
#include <string.h>

static bool is_of(const struct mode_summary *s,
		  const struct compared_cell *cell)
{
	return s->by_cost == cell->by_cost &&
	       strcmp(s->base, cell->pair.base->cell.mode) == 0 &&
	       strcmp(s->fresh, cell->pair.fresh->cell.mode) == 0;
}

/* The summary of a cell's mode, which is added if there is none. */
static struct mode_summary *summary_of(struct mode_summaries *summaries,
				       const struct compared_cell *cell)
{
	struct mode_summary *at;

	for (size_t i = 0; i < summaries->count; i++)
		if (is_of(&summaries->at[i], cell))
			return &summaries->at[i];
	at = realloc(summaries->at, (summaries->count + 1) * sizeof(*at));
	if (!at)
		return NULL;
	summaries->at = at;
	at[summaries->count] = (struct mode_summary){
		.base = cell->pair.base->cell.mode,
		.fresh = cell->pair.fresh->cell.mode,
		.by_cost = cell->by_cost,
	};
	return &at[summaries->count++];
}

static void take(struct mode_summary *s, const struct compared_cell *cell)
{
	enum verdict verdict = cell->judged.verdict;

	s->cells++;
	s->count[verdict]++;
	if (verdict != VERDICT_REGRESSED && verdict != VERDICT_IMPROVED)
		return;
	if (!s->most || compared_order(cell, s->most) < 0)
		s->most = cell;
	if (!s->least || compared_order(cell, s->least) > 0)
		s->least = cell;
}

struct mode_summaries *mode_summaries_make(const struct comparison *c)
{
	struct mode_summaries *summaries = calloc(1, sizeof(*summaries));

	for (size_t i = 0; summaries && i < c->count; i++) {
		struct mode_summary *s;

		if (c->cells[i].pair.skipped)
			continue;
		s = summary_of(summaries, &c->cells[i]);
		if (!s) {
			mode_summaries_free(summaries);
			return NULL;
		}
		take(s, &c->cells[i]);
	}
	return summaries;
}

void mode_summaries_free(struct mode_summaries *summaries)
{
	if (!summaries)
		return;
	free(summaries->at);
	free(summaries);
}
