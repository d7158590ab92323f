// SPDX-License-Identifier: GPL-2.0-only
/* Telling whether a compared cell passes or fails as a test. */
#include "print/compare_outcome.h"

#include <stdio.h>

#include "judge/cell_pairs.h"
#include "print/compare_row.h"

static enum outcome outcome_of_skipped(const struct cell_pair *pair, char *text,
				       size_t size)
{
	snprintf(text, size, "%s", pair->skipped);
	if (cell_pair_is_broken(pair))
		return OUTCOME_FAIL;
	return pair->fresh && pair->fresh->failed ? OUTCOME_ERROR
						  : OUTCOME_SKIP;
}

static enum unfit unfit_of(const struct comparison *c,
			   const struct compared_cell *cell)
{
	return c->unfit == FIT ? cell->judged.unfit : c->unfit;
}

enum outcome compare_outcome(const struct comparison *c,
			     const struct compared_cell *cell, char *text,
			     size_t size)
{
	struct compare_row row;

	if (cell->pair.skipped)
		return outcome_of_skipped(&cell->pair, text, size);
	row = compare_row_of(c, cell);
	snprintf(text, size, "%s: %s to %s %s, %s%s%s", row.verdict, row.base,
		 row.fresh, c->fresh->runs[0]->unit, row.change,
		 row.notes[0] ? "; " : "", row.notes);
	if (compared_has(cell, VERDICT_REGRESSED))
		return OUTCOME_FAIL;
	if (unfit_of(c, cell) == FIT &&
	    !compared_has(cell, VERDICT_INCONCLUSIVE))
		return OUTCOME_PASS;
	if (unfit_of(c, cell) != FIT)
		snprintf(text, size, "not judged: %s",
			 unfit_text(unfit_of(c, cell)));
	return OUTCOME_SKIP;
}

const char *compare_no_outcome(const struct comparison *c)
{
	if (comparison_unlike(c))
		return "the environments differ";
	if (comparison_void(c))
		return "a run is void: its A/A arms, which measured the same, "
		       "differ";
	return NULL;
}
