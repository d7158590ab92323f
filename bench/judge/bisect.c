// SPDX-License-Identifier: GPL-2.0-only
/* Judging a commit by the cells in which a good and a bad result differ. */
#include "judge/bisect.h"

#include <math.h>
#include <stdlib.h>

#include "judge/terms.h"

#define LEVEL 0.05

struct comparison *bisect_compare(const struct side *base,
				  const struct side *fresh, struct error *error)
{
	const struct compare_options options = {
		.threshold = terms_strict(base->runs[0], -1).threshold,
		.level = LEVEL,
		.across = true,
		.view = VIEW_TIMES,
	};

	return comparison_make(base, fresh, &options, error);
}

bool bisect_is_possible(const struct comparison *known)
{
	return comparison_count(known, VERDICT_REGRESSED) ||
	       comparison_count(known, VERDICT_IMPROVED);
}

/* Whether the cell differs between GOOD and BAD. */
static bool differs(const struct compared_cell *cell)
{
	return !cell->pair.skipped &&
	       (cell->judged.verdict == VERDICT_REGRESSED ||
		cell->judged.verdict == VERDICT_IMPROVED);
}

static const struct compared_cell *same_cell(const struct comparison *c,
					     const struct compared_cell *cell)
{
	for (size_t i = 0; i < c->count; i++)
		if (!c->cells[i].pair.skipped &&
		    cell_equal(&c->cells[i].pair.base->cell,
			       &cell->pair.base->cell))
			return &c->cells[i];
	return NULL;
}

static struct bisect_cell judge_cell(const struct compared_cell *known,
				     const struct compared_cell *now)
{
	struct bisect_cell cell = {
		.cell = known->pair.base,
		.good = known->pair.base->stats.p50,
		.bad = known->pair.fresh->stats.p50,
		.now = now->pair.fresh->stats.p50,
	};

	if (cell.good == cell.bad) /* other counters or other levels differ */
		cell.is_bad = now->judged.verdict == VERDICT_REGRESSED ||
			      now->counters.count;
	else
		cell.is_bad =
			fabs(cell.now - cell.bad) < fabs(cell.now - cell.good);
	return cell;
}

struct bisect_step *bisect_judge(const struct comparison *known,
				 const struct comparison *now,
				 struct error *error)
{
	struct bisect_step *step = calloc(1, sizeof(*step));

	if (step)
		step->at = calloc(known->count + 1, sizeof(*step->at));
	if (!step || !step->at) {
		error_set(error, "out of memory");
		bisect_step_free(step);
		return NULL;
	}
	for (size_t i = 0; i < known->count; i++) {
		const struct compared_cell *cell = &known->cells[i], *of_now;

		if (!differs(cell))
			continue;
		of_now = same_cell(now, cell);
		if (!of_now)
			continue;
		step->at[step->count] = judge_cell(cell, of_now);
		step->is_bad = step->is_bad || step->at[step->count].is_bad;
		step->count++;
	}
	if (step->count)
		return step;
	error_set(error, "no cell that differs between GOOD and BAD was "
			 "measured");
	bisect_step_free(step);
	return NULL;
}

void bisect_step_free(struct bisect_step *step)
{
	if (!step)
		return;
	free(step->at);
	free(step);
}
