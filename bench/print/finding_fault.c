// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding: device faults that do not complete while the application changes
 * memory that does not concern them, and what such faults take elsewhere.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/timed.h"
#include "print/costs.h"
#include "print/finding_kind.h"

#define SENTENCE_MAX 512

/* Schemes differ if the slowest takes this many times what the fastest does. */
#define DIFFER 1.5

/* The schemes of a group by what became of their faults. */
struct outcome {
	struct costs never; /* all gave up; the value is the shortest time */
	struct costs some;  /* some gave up; the value is their share */
	struct costs done;  /* the value is the median time */
};

static void outcome_make(struct outcome *o, const struct group *group)
{
	costs_alloc(&o->never, group->count);
	costs_alloc(&o->some, group->count);
	costs_alloc(&o->done, group->count);
	for (size_t i = 0; i < group->count; i++) {
		const struct cell_stats *s = &group->cells[i]->cell->stats;
		double share = s->gave_up_per_op;

		if (share >= 1)
			costs_add(&o->never, group, i, s->min);
		else if (share > 0)
			words_percent(
				100 * share,
				costs_add(&o->some, group, i, share)->words);
		else
			words_time(
				s->p50,
				costs_add(&o->done, group, i, s->p50)->words);
	}
	costs_sort(&o->never);
	costs_sort(&o->some);
	costs_sort(&o->done);
}

static void outcome_free(struct outcome *o)
{
	costs_free(&o->never);
	costs_free(&o->some);
	costs_free(&o->done);
}

/* "Beside munmap in another thread, a fault of 512 pages". */
static void write_subject(const struct group *group, char text[SETTING_MAX])
{
	const struct cell *cell = group_cell(group);
	unsigned long pages = (unsigned long)cell->pages;

	snprintf(text, SETTING_MAX,
		 "Beside %s in another thread, a fault of %lu %s",
		 cell->workload, pages, pages == 1 ? "page" : "pages");
}

/* "1 s (1 tried each)": what is certain of all that gave up. */
static void write_bound(const struct costs *never, char text[SETTING_MAX])
{
	double least = INFINITY;
	char time[WORDS_MAX];
	size_t tries = SIZE_MAX, most = 0;

	for (size_t i = 0; i < never->count; i++) {
		size_t ops = never->at[i].cell->stats.ops;

		least = fmin(least, never->at[i].value);
		tries = ops < tries ? ops : tries;
		most = ops > most ? ops : most;
	}
	words_time_least(least, time);
	if (tries == most)
		snprintf(text, SETTING_MAX, "%s (%zu tried%s)", time, tries,
			 never->count > 1 ? " in each" : "");
	else
		snprintf(text, SETTING_MAX, "%s (%zu to %zu tried in each)",
			 time, tries, most);
}

/* What the faults that all completed took: "; it takes 190 us under ...". */
static void write_done(const struct costs *done, char text[SENTENCE_MAX])
{
	char under[SENTENCE_MAX / 2];

	*text = '\0';
	if (!done->count)
		return;
	costs_under(done, "", under, sizeof(under));
	snprintf(text, SENTENCE_MAX, "; it takes %s", under);
}

/* Some never complete: the more a device needs, the more it matters. */
static void tell_never(struct finder *finder, const struct group *group,
		       const struct outcome *o)
{
	char subject[SETTING_MAX], bound[SETTING_MAX], names[SETTING_MAX],
		done[SENTENCE_MAX];
	size_t count;
	const struct result_cell **cells = group_cells(group, &count);

	write_subject(group, subject);
	write_bound(&o->never, bound);
	write_done(&o->done, done);
	costs_names(&o->never, 0, o->never.count, "or", names, sizeof(names));
	finding_add(finder, o->done.count ? 99 : 97, cells, count,
		    "%s under %s never completes within %s%s.", subject, names,
		    bound, done);
	free(cells);
}

static void tell_some(struct finder *finder, const struct group *group,
		      const struct outcome *o)
{
	char subject[SETTING_MAX], under[SENTENCE_MAX / 2];
	size_t count;
	const struct result_cell **cells = group_cells(group, &count);

	write_subject(group, subject);
	costs_under(&o->some, "", under, sizeof(under));
	finding_add(finder, 96, cells, count, "%s gives up in %s of all tries.",
		    subject, under);
	free(cells);
}

static void tell_done(struct finder *finder, const struct group *group,
		      const struct costs *done)
{
	char subject[SETTING_MAX], under[SENTENCE_MAX / 2];
	const struct result_cell **cells;
	size_t count;

	if (done->count < 2 ||
	    done->at[0].value < DIFFER * done->at[done->count - 1].value)
		return;
	cells = group_cells(group, &count);
	write_subject(group, subject);
	costs_under(done, "", under, sizeof(under));
	finding_add(finder, 75, cells, count, "%s takes %s.", subject, under);
	free(cells);
}

static void find_in(struct finder *finder, const struct group *group)
{
	struct outcome o;

	outcome_make(&o, group);
	if (o.never.count)
		tell_never(finder, group, &o);
	if (o.some.count)
		tell_some(finder, group, &o);
	if (!o.never.count && !o.some.count)
		tell_done(finder, group, &o.done);
	outcome_free(&o);
}

static void find(struct finder *finder)
{
	const struct view *view = finder->views;
	struct groups groups;

	while (strcmp(timed_at(view->timed)->name, "fault") != 0)
		view++;
	groups_make(&groups, view);
	for (size_t i = 0; i < groups.count; i++)
		if (group_cell(&groups.at[i])->threads)
			find_in(finder, &groups.at[i]);
	groups_free(&groups);
}

const struct finding_kind finding_fault = {.name = "fault", .find = find};
