// SPDX-License-Identifier: GPL-2.0-only
/*
 * Comparing two sides. In an exact venue a time that is another is a change; in
 * a timed one verdict.c decides. In both, the counters are compared: they are
 * exact everywhere.
 */
#include "judge/comparison.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judge/aa_test.h"
#include "judge/series.h"
#include "lib/message.h"
#include "plan/venue.h"
#include "result/cell_totals.h"

#define TIMED_THRESHOLD 0.01

const char *const verdict_names[] = {
	[VERDICT_UNCHANGED] = "unchanged",
	[VERDICT_IMPROVED] = "improved",
	[VERDICT_REGRESSED] = "regressed",
	[VERDICT_INCONCLUSIVE] = "inconclusive",
};

/* What counts as a cost; the rest of the counters describes. */
static const char *const costs[] = {
	"spurious", "late",       "nonblock",          "invalidations",
	"faults",   "collisions", "pages_invalidated", "gave_up",
};

/* Whether a cell of this side is compared; the twin of a baseline is not. */
static bool takes_part(const struct side *side, const struct result_cell *cell)
{
	return cell->cell.arm == ARM_A &&
	       (!side->mode || strcmp(side->mode, cell->cell.mode) == 0);
}

/* The cell of @run that is compared with one of the other side. */
static const struct result_cell *partner(const struct side *side,
					 const struct side *other,
					 const struct result *run,
					 const struct cell *cell)
{
	bool any_mode = side->mode || other->mode;

	for (size_t i = 0; i < run->count; i++) {
		const struct result_cell *c = &run->cells[i];

		if (takes_part(side, c) &&
		    (any_mode ? cell_same_activity(&c->cell, cell)
			      : cell_equal(&c->cell, cell)))
			return c;
	}
	return NULL;
}

static void compare_counter(struct compared_cell *cell, const char *group,
			    const char *name)
{
	double base = totals_per_operation(cell->base, group, name);
	double fresh = totals_per_operation(cell->fresh, group, name);

	if (base == fresh || cell->counter_count == COUNTERS_MAX)
		return;
	cell->counters[cell->counter_count++] =
		(struct counter_change){name, base, fresh};
}

static void compare_counters(struct compared_cell *cell)
{
	json_t *callbacks = totals_events(cell->fresh);
	const char *event;
	json_t *value;

	json_object_foreach(callbacks, event, value)
		compare_counter(cell, "callbacks", event);
	for (size_t i = 0; i < sizeof(costs) / sizeof(costs[0]); i++)
		compare_counter(cell, NULL, costs[i]);
}

/* A callback more is a regression even if no time moved. */
static void judge_counters(struct compared_cell *cell)
{
	bool more = false, less = false;

	for (size_t i = 0; i < cell->counter_count; i++) {
		if (cell->counters[i].fresh > cell->counters[i].base)
			more = true;
		else
			less = true;
	}
	if (more)
		cell->judged.verdict = VERDICT_REGRESSED;
	else if (less && cell->judged.verdict == VERDICT_UNCHANGED)
		cell->judged.verdict = VERDICT_IMPROVED;
}

static int judge_exact(struct compared_cell *cell, double threshold)
{
	struct levels base, fresh;
	double ratio;

	if (totals_levels(cell->base, &base) ||
	    totals_levels(cell->fresh, &fresh))
		return -1;
	ratio = levels_ratio(&base, &fresh);
	cell->moved = !levels_equal(&base, &fresh);
	cell->judged.ratio = cell->judged.low = cell->judged.high =
		cell->moved ? ratio : 1;
	cell->judged.p = cell->moved ? 0 : 1;
	if (!cell->moved || fabs(ratio - 1) <= threshold)
		cell->judged.verdict = VERDICT_UNCHANGED;
	else
		cell->judged.verdict =
			ratio > 1 ? VERDICT_REGRESSED : VERDICT_IMPROVED;
	/* Other levels with the same mean: something changed all the same. */
	if (cell->moved && ratio == 1 && threshold == 0)
		cell->judged.verdict = VERDICT_REGRESSED;
	return 0;
}

static bool is_broken(const struct compared_cell *cell)
{
	return cell->base && cell->fresh && !cell->base->failed &&
	       cell->fresh->failed;
}

/* A cell that failed on a side says nothing there. */
static const char *why_skipped(const struct compared_cell *cell)
{
	if (!cell->base)
		return "only in NEW";
	if (!cell->fresh)
		return "only in BASE";
	if (cell->base->failed)
		return "failed in BASE";
	return cell->fresh->failed ? "failed in NEW" : NULL;
}

static void add_cell(struct comparison *c, const struct result_cell *base,
		     const struct result_cell *fresh)
{
	struct compared_cell *cell = &c->cells[c->count++];

	cell->base = base;
	cell->fresh = fresh;
	cell->skipped = why_skipped(cell);
	if (cell->skipped)
		return;
	/* Activity away from device pages is what the suite is about. */
	cell->judged.primary = base->cell.placement == PLACEMENT_FAR &&
			       base->cell.timed == TIMED_OPERATION;
	cell->base_p50 = base->stats.p50;
	cell->fresh_p50 = fresh->stats.p50;
}

static int pair_cells(struct comparison *c, struct error *error)
{
	const struct result *base = c->base->runs[0];
	const struct result *fresh = c->fresh->runs[0];
	size_t paired = 0;

	c->cells = calloc(base->count + fresh->count + 1, sizeof(*c->cells));
	if (!c->cells)
		return error_set(error, "out of memory");
	for (size_t i = 0; i < fresh->count; i++) {
		const struct result_cell *cell = &fresh->cells[i], *other;

		if (!takes_part(c->fresh, cell))
			continue;
		other = partner(c->base, c->fresh, base, &cell->cell);
		paired += other != NULL;
		add_cell(c, other, cell);
	}
	for (size_t i = 0; i < base->count; i++) {
		const struct result_cell *cell = &base->cells[i];

		if (takes_part(c->base, cell) &&
		    !partner(c->fresh, c->base, fresh, &cell->cell))
			add_cell(c, cell, NULL);
	}
	if (!paired)
		return error_set(error, "%s and %s have no cell in common",
				 base->path, fresh->path);
	return 0;
}

/* Two modes of one run, which were interleaved. */
static bool is_one_run(const struct comparison *c)
{
	return c->base->count == 1 && c->fresh->count == 1 &&
	       json_equal(c->base->runs[0]->root, c->fresh->runs[0]->root);
}

/* The cells that both sides have, as timed_verdict.c needs them. */
struct paired {
	size_t count;
	size_t *index; /* in comparison->cells */
	const struct cell **base, **fresh;
	struct cell_verdict *verdicts;
};

static int pair(const struct comparison *c, struct paired *p)
{
	p->index = calloc(c->count + 1, sizeof(*p->index));
	p->base = calloc(c->count + 1, sizeof(*p->base));
	p->fresh = calloc(c->count + 1, sizeof(*p->fresh));
	p->verdicts = calloc(c->count + 1, sizeof(*p->verdicts));
	if (!p->index || !p->base || !p->fresh || !p->verdicts)
		return -1;
	for (size_t i = 0; i < c->count; i++) {
		const struct compared_cell *cell = &c->cells[i];

		if (cell->skipped)
			continue;
		p->index[p->count] = i;
		p->base[p->count] = &cell->base->cell;
		p->fresh[p->count] = &cell->fresh->cell;
		p->verdicts[p->count++] = cell->judged;
	}
	return 0;
}

static void free_paired(struct paired *p)
{
	free(p->index);
	free(p->base);
	free(p->fresh);
	free(p->verdicts);
}

static int judge_pairs(struct comparison *c, struct paired *p)
{
	const struct verdict_options options = {
		.tolerance = c->options.threshold,
		.level = c->options.level,
		.one_run = is_one_run(c),
	};
	struct run_series *base = series_of_side(c->base, p->base, p->count);
	struct run_series *fresh = series_of_side(c->fresh, p->fresh, p->count);
	int ret = base && fresh ? 0 : -1;

	if (!ret) {
		c->unfit = verdicts_of(base, c->base->count, fresh,
				       c->fresh->count, &options, p->verdicts);
		c->arms = aa_test_sides(c->base, c->fresh);
		ret = c->unfit < 0 || c->arms < 0 ? -1 : 0;
	}
	series_free_side(base, c->base);
	series_free_side(fresh, c->fresh);
	return ret;
}

static int judge_timed(struct comparison *c)
{
	struct paired p = {0};
	int ret = pair(c, &p) ? -1 : judge_pairs(c, &p);

	for (size_t i = 0; i < p.count; i++)
		c->cells[p.index[i]].judged = p.verdicts[i];
	free_paired(&p);
	return ret;
}

static int judge(struct comparison *c)
{
	int ret = 0;

	c->arms = 1;
	if (!c->exact)
		ret = judge_timed(c);
	for (size_t i = 0; !ret && i < c->count; i++) {
		struct compared_cell *cell = &c->cells[i];

		if (cell->skipped)
			continue;
		if (c->exact)
			ret = judge_exact(cell, c->options.threshold);
		compare_counters(cell);
		judge_counters(cell);
	}
	return ret;
}

/* The first run of both sides that is unlike the first of BASE tells how. */
static int check_environments(struct comparison *c)
{
	const struct result *first = c->base->runs[0];
	const json_t *like = json_object_get(first->root, "environment");
	const struct side *sides[] = {c->base, c->fresh};

	for (size_t s = 0; s < 2; s++)
		for (size_t i = 0; !c->field_count && i < sides[s]->count;
		     i++) {
			const struct result *run = sides[s]->runs[i];

			if (environment_compare(like,
						json_object_get(run->root,
								"environment"),
						&c->fields, &c->field_count))
				return -1;
		}
	return 0;
}

static int check_venues(const struct side *base, const struct side *fresh,
			struct error *error)
{
	const struct result *first = base->runs[0];
	const struct side *sides[] = {base, fresh};

	for (size_t s = 0; s < 2; s++)
		for (size_t i = 0; i < sides[s]->count; i++) {
			const struct result *run = sides[s]->runs[i];

			if (strcmp(run->venue, first->venue) ||
			    strcmp(run->unit, first->unit))
				return error_set(
					error,
					"%s was measured in venue %s (%s), "
					"%s in %s (%s): times of different "
					"venues are not comparable",
					first->path, first->venue, first->unit,
					run->path, run->venue, run->unit);
		}
	return 0;
}

static int fill(struct comparison *c, struct error *error)
{
	const struct venue *venue = venue_find(c->base->runs[0]->venue);

	if (check_venues(c->base, c->fresh, error))
		return -1;
	c->exact = venue && !venue->timed;
	if (c->exact && (c->base->count > 1 || c->fresh->count > 1))
		return error_set(error,
				 "venue %s is exact: one run a side tells all",
				 venue->name);
	if (c->options.threshold < 0)
		c->options.threshold = c->exact ? 0 : TIMED_THRESHOLD;
	if (check_environments(c))
		return error_set(error, "out of memory");
	if (pair_cells(c, error))
		return -1;
	if (comparison_unlike(c))
		return 0;
	return judge(c) ? error_set(error, "out of memory") : 0;
}

struct comparison *comparison_make(const struct side *base,
				   const struct side *fresh,
				   const struct compare_options *options,
				   struct error *error)
{
	struct comparison *c = calloc(1, sizeof(*c));

	if (!c) {
		error_set(error, "out of memory");
		return NULL;
	}
	c->base = base;
	c->fresh = fresh;
	c->options = *options;
	if (!fill(c, error))
		return c;
	comparison_free(c);
	return NULL;
}

void comparison_free(struct comparison *c)
{
	if (!c)
		return;
	fields_free(c->fields, c->field_count);
	free(c->cells);
	free(c);
}

bool comparison_unlike(const struct comparison *c)
{
	return c->field_count && !c->options.across;
}

bool comparison_void(const struct comparison *c)
{
	return c->arms < AA_TEST_LEVEL;
}

size_t comparison_count(const struct comparison *c, enum verdict verdict)
{
	size_t count = 0;

	for (size_t i = 0; i < c->count; i++)
		count += !c->cells[i].skipped &&
			 c->cells[i].judged.verdict == verdict;
	return count;
}

size_t comparison_broken(const struct comparison *c)
{
	size_t count = 0;

	for (size_t i = 0; i < c->count; i++)
		count += is_broken(&c->cells[i]);
	return count;
}
