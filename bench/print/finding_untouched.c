// SPDX-License-Identifier: GPL-2.0-only
/* Finding: activities to which no mode adds anything, wherever they act. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/finding_kind.h"
#include "print/words.h"

#define TEXT_MAX 256

/* In percent; what is below is shown as 0.0 % by every table. */
#define NOTHING 0.05

/* What the cells of a workload say together. */
struct activity_cells {
	size_t count;
	const struct result_cell **cells;
	/* The largest cost in percent, of either sign; INFINITY: not known. */
	double most;
};

static void collect(struct activity_cells *a, const struct view *view,
		    const char *workload)
{
	a->count = 0;
	a->most = 0;
	for (size_t i = 0; i < view->count; i++) {
		const struct result_cell *cell = view->cells[i].cell;
		double cost = cell->stats.over_none_pct;

		if (strcmp(cell->cell.workload, workload) != 0 ||
		    strcmp(cell->cell.mode, "none") == 0)
			continue;
		if (cell->failed || isnan(cost))
			a->most = INFINITY; /* what it adds is not known */
		else
			a->cells[a->count++] = cell;
		a->most = fmax(a->most, fabs(cost));
	}
}

/* One sentence for all such workloads. */
struct untouched {
	struct labels names;
	const struct result_cell **cells;
	size_t count;
	bool exactly; /* nothing, not only less than what is shown */
	bool others;  /* some workload is not among them */
};

static void tell(struct finder *finder, const struct untouched *u)
{
	char list[TEXT_MAX] = "";

	for (size_t i = 0; i < u->names.count; i++)
		words_list(list, sizeof(list), i, u->names.count, "or",
			   u->names.at[i]->text);
	finding_add(finder, u->others ? 55 : 90, u->cells, u->count,
		    u->exactly ? "No mode adds anything to %s."
			       : "No mode adds 0.1 %% or more to %s.",
		    list);
}

static void find_all(struct finder *finder, const struct view *view,
		     const struct labels *workloads)
{
	struct activity_cells a = {
		.cells = must_alloc(view->count, sizeof(*a.cells))};
	struct untouched u = {
		.cells = must_alloc(view->count, sizeof(*u.cells)),
		.exactly = true,
	};

	for (size_t i = 0; i < workloads->count; i++) {
		collect(&a, view, workloads->at[i]->text);
		if (!a.count || a.most >= NOTHING) {
			u.others = u.others || a.count;
			continue;
		}
		labels_id(&u.names, workloads->at[i]->text);
		u.exactly = u.exactly && a.most == 0;
		for (size_t k = 0; k < a.count; k++)
			u.cells[u.count++] = a.cells[k];
	}
	if (u.count)
		tell(finder, &u);
	labels_free(&u.names);
	free(u.cells);
	free(a.cells);
}

static void find(struct finder *finder)
{
	const struct view *view = &finder->views[TIMED_OPERATION];
	struct labels workloads = {0};

	if (!finder->exact || !view->count)
		return;
	for (size_t i = 0; i < view->count; i++)
		labels_id(&workloads, view->cells[i].cell->cell.workload);
	find_all(finder, view, &workloads);
	labels_free(&workloads);
}

const struct finding_kind finding_untouched = {
	.name = "untouched",
	.find = find,
};
