// SPDX-License-Identifier: GPL-2.0-only
/* Finding the one line that says what a comparison found. */
#include "print/compare_headline.h"

#include <stdbool.h>
#include <stdlib.h>

#include "common/text.h"
#include "print/compare_row.h"

/* What cells of one verdict have in common: how many, and the first of them. */
struct leaders {
	size_t count;
	const struct compared_cell *first; /* NULL: there is none */
};

/* Among cells judged by cost, or among those judged by time. */
static struct leaders leaders_of(const struct comparison *c,
				 enum verdict verdict, bool by_cost)
{
	struct leaders leaders = {0};
	size_t count;
	const struct compared_cell **cells = compare_group(c, verdict, &count);

	for (size_t i = 0; i < count; i++) {
		if (cells[i]->by_cost != by_cost)
			continue;
		if (!leaders.count++)
			leaders.first = cells[i];
	}
	free(cells);
	return leaders;
}

/* By which counter a cell is worse or better whose time is not. */
static void append_change(struct text *to, const struct compared_cell *cell)
{
	double change = compared_change(cell);
	bool worse = cell->judged.verdict == VERDICT_REGRESSED;
	char percent[64];

	if ((worse ? change <= 0 : change >= 0) && cell->counters.count) {
		text_append(to, ": %s %g -> %g", cell->counters.at[0].name,
			    cell->counters.at[0].base,
			    cell->counters.at[0].fresh);
		return;
	}
	compare_percent(cell, percent, sizeof(percent));
	text_append(to, " %s", percent);
}

/* @rank: what the first of several is, or NULL to leave that out. */
static void append_leaders(struct text *to, const struct comparison *c,
			   const struct leaders *leaders, const char *rank)
{
	char phrase[COMPARE_LABEL_MAX];

	if (!leaders->first)
		return;
	compare_phrase(c, &leaders->first->pair, phrase, sizeof(phrase));
	text_append(to, "%s%s", leaders->first->by_cost ? "cost of " : "",
		    phrase);
	append_change(to, leaders->first);
	if (rank && leaders->count > 1)
		text_append(to, ", the %s of %zu", rank, leaders->count);
}

/* Returns whether there is such a cell. */
static bool append_verdict(struct text *to, const struct comparison *c,
			   enum verdict verdict, const char *rank)
{
	struct leaders cost = leaders_of(c, verdict, true);
	struct leaders time = leaders_of(c, verdict, false);
	bool both = cost.first && time.first;

	append_leaders(to, c, &time, both ? NULL : rank);
	if (both)
		text_append(to, "; ");
	append_leaders(to, c, &cost, both ? NULL : rank);
	return cost.first || time.first;
}

/* Why nothing is said of any cell; returns false if that is not so. */
static bool append_refusal(struct text *to, const struct comparison *c)
{
	if (comparison_unlike(c))
		text_append(to, "not compared: the environments differ");
	else if (comparison_void(c))
		text_append(to, "void: the A/A test of a run failed");
	else
		return false;
	return true;
}

/* No cell has a verdict, although there may be intervals. */
static void append_undecided(struct text *to, const struct comparison *c)
{
	if (c->unfit == FIT && comparison_compared(c))
		text_append(to,
			    "all cells are inconclusive: no change beyond %g%% "
			    "is proved or ruled out",
			    100 * c->options.threshold);
	else
		text_append(to, "no cell could be judged");
}

void compare_headline(const struct comparison *c, char *text, size_t size)
{
	size_t moved = comparison_count(c, VERDICT_MOVED);
	size_t broken = comparison_broken(c);
	struct text to;

	text_begin(&to, text, size);
	if (append_refusal(&to, c))
		return;
	if (broken)
		text_append(&to, "%zu cell%s fail%s in NEW alone; ", broken,
			    broken == 1 ? "" : "s", broken == 1 ? "s" : "");
	if (append_verdict(&to, c, VERDICT_REGRESSED, "worst"))
		return;
	if (!comparison_judged(c)) {
		append_undecided(&to, c);
		return;
	}
	text_append(&to, "no cell regressed");
	if (comparison_count(c, VERDICT_IMPROVED)) {
		text_append(&to, "; ");
		append_verdict(&to, c, VERDICT_IMPROVED, "best");
	} else if (moved) {
		text_append(&to, "; %zu moved by at most %g%%", moved,
			    100 * c->options.threshold);
	}
}
