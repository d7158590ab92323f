// SPDX-License-Identifier: GPL-2.0-only
/* Finding: what the loaded module changes while nobody is attached. */
#include <math.h>
#include <stdlib.h>

#include "lib/memory.h"
#include "print/finding_kind.h"
#include "print/words.h"

/* In percent; what is below is shown as 0.0 % by every table. */
#define NOTHING 0.05

static void tell(struct finder *finder, const struct result_cell **cells,
		 size_t count, const struct result_cell *most)
{
	double cost = fabs(most->stats.over_none_pct);
	char words[WORDS_MAX];

	words_percent(cost, words);
	if (cost == 0)
		finding_add(finder, 70, cells, count,
			    "While nobody is attached, the loaded module "
			    "changes none of %zu activities.",
			    count);
	else if (cost < NOTHING)
		finding_add(finder, 70, cells, count,
			    "While nobody is attached, the loaded module "
			    "changes none of %zu activities by 0.1 %% or more.",
			    count);
	else
		finding_add(finder, 90, cells, count,
			    "While nobody is attached, the loaded module "
			    "changes %s by %s, and no other of %zu activities "
			    "by more.",
			    most->cell.workload, words, count);
}

/* The baseline has the module; these cells do not. */
static void find(struct finder *finder)
{
	const struct view *view = &finder->views[TIMED_OPERATION];
	const struct result_cell **cells =
		must_alloc(view->count + 1, sizeof(*cells));
	const struct result_cell *most = NULL;
	size_t count = 0;

	for (size_t i = 0; finder->exact && i < view->count; i++) {
		const struct result_cell *cell = view->cells[i].cell;
		double cost = fabs(cell->stats.over_none_pct);

		if (cell->cell.module != MODULE_ABSENT || cell->failed ||
		    isnan(cost))
			continue;
		cells[count++] = cell;
		if (!most || cost > fabs(most->stats.over_none_pct))
			most = cell;
	}
	if (most)
		tell(finder, cells, count, most);
	free(cells);
}

const struct finding_kind finding_module = {.name = "module", .find = find};
