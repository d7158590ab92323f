// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pairing the cells of two sides. Both are sorted, so that only cells that can
 * match are compared with each other.
 */
#include "judge/cell_pairs.h"

#include <stdlib.h>
#include <string.h>

#include "judge/cell_candidates.h"
#include "judge/cell_match.h"
#include "judge/cell_skip.h"

/* What is paired, and with what. */
struct pairing {
	const struct side *base, *fresh;
	bool any_mode;
	struct cell_pairs *pairs;
	size_t room;
	struct error *error;
};

static int add_pair(struct pairing *p, const struct result_cell *base,
		    const struct result_cell *fresh)
{
	struct cell_pairs *pairs = p->pairs;
	const struct cell *cell = base ? &base->cell : &fresh->cell;
	struct cell_pair *pair;

	if (pairs->count == p->room) {
		size_t room = 2 * p->room + 64;
		struct cell_pair *at =
			realloc(pairs->at, room * sizeof(*pairs->at));

		if (!at)
			return error_set(p->error, "out of memory");
		pairs->at = at;
		p->room = room;
	}
	pair = &pairs->at[pairs->count++];
	*pair = (struct cell_pair){
		.base = base,
		.fresh = fresh,
		.primary = cell->placement == PLACEMENT_FAR &&
			   cell->timed == TIMED_OPERATION,
	};
	pair->skipped = cell_skip_reason(p->base, base, p->fresh, fresh,
					 &pair->failed_run);
	return 0;
}

static enum match match_of(const struct pairing *p, const struct candidate *b,
			   const struct candidate *f)
{
	return cell_match(&b->cell->cell, &f->cell->cell, p->any_mode);
}

/*
 * Whether two cells are a pair: nothing is nearer to one of them; where they
 * differ in effort, nothing is nearer to either.
 */
static bool is_pair(const struct pairing *p, const struct candidate *b,
		    const struct candidate *f)
{
	enum match match = match_of(p, b, f);

	if (match == MATCH_NONE)
		return false;
	if (match == MATCH_EFFORT)
		return b->best == match && f->best == match;
	return b->best == match || f->best == match;
}

static void find_best(const struct pairing *p, struct candidates *base,
		      struct candidates *fresh)
{
	for (size_t f = 0; f < fresh->count; f++)
		for (size_t b = 0; b < base->count; b++) {
			enum match match =
				match_of(p, &base->at[b], &fresh->at[f]);

			if (match > base->at[b].best)
				base->at[b].best = match;
			if (match > fresh->at[f].best)
				fresh->at[f].best = match;
		}
}

static bool same_mode(const struct candidate *a, const struct candidate *b)
{
	return strcmp(a->cell->cell.mode, b->cell->cell.mode) == 0;
}

/*
 * Refuse pairs that nothing tells apart: the pair of @b and @f is one of
 * several in either direction.
 */
static int check_pair(const struct pairing *p, const struct candidates *base,
		      const struct candidates *fresh, const struct candidate *b,
		      const struct candidate *f)
{
	size_t of_b = 0, of_f = 0;
	char text[256];

	for (size_t i = 0; i < fresh->count; i++)
		of_b += same_mode(&fresh->at[i], f) &&
			is_pair(p, b, &fresh->at[i]);
	for (size_t i = 0; i < base->count; i++)
		of_f += same_mode(&base->at[i], b) &&
			is_pair(p, &base->at[i], f);
	if (of_b < 2 || of_f < 2)
		return 0;
	cell_describe(&b->cell->cell, text, sizeof(text));
	return error_set(p->error,
			 "'%s': %zu cells of mode %s in BASE and %zu of mode "
			 "%s in NEW could each be its pair, and no key that "
			 "both modes have tells them apart",
			 text, of_f, b->cell->cell.mode, of_b,
			 f->cell->cell.mode);
}

static int pair_group(struct pairing *p, struct candidates *base,
		      struct candidates *fresh)
{
	find_best(p, base, fresh);
	for (size_t f = 0; f < fresh->count; f++)
		for (size_t b = 0; b < base->count; b++) {
			if (!is_pair(p, &base->at[b], &fresh->at[f]))
				continue;
			if (check_pair(p, base, fresh, &base->at[b],
				       &fresh->at[f]) ||
			    add_pair(p, base->at[b].cell, fresh->at[f].cell))
				return -1;
			base->at[b].paired = fresh->at[f].paired = true;
		}
	return 0;
}

/* Pair the cells that both sides have, without comparing each with each. */
static int pair_equal(struct pairing *p, struct candidates *base,
		      struct candidates *fresh)
{
	size_t b = 0, f = 0;

	while (b < base->count && f < fresh->count) {
		int order = candidate_order(&base->at[b], &fresh->at[f]);

		if (order == 0) {
			if (add_pair(p, base->at[b].cell, fresh->at[f].cell))
				return -1;
			base->at[b].paired = fresh->at[f].paired = true;
		}
		b += order <= 0;
		f += order >= 0;
	}
	candidates_drop_paired(base);
	candidates_drop_paired(fresh);
	return 0;
}

static int pair_groups(struct pairing *p, const struct candidates *base,
		       const struct candidates *fresh)
{
	size_t b = 0, f = 0;

	while (b < base->count && f < fresh->count) {
		struct candidates bs = candidates_group(base, b);
		struct candidates fs = candidates_group(fresh, f);
		int order = cell_match_order(&bs.at->cell->cell,
					     &fs.at->cell->cell);

		if (order == 0 && pair_group(p, &bs, &fs))
			return -1;
		b += order <= 0 ? bs.count : 0;
		f += order >= 0 ? fs.count : 0;
	}
	return 0;
}

static int add_alone(struct pairing *p, const struct candidates *base,
		     const struct candidates *fresh)
{
	for (size_t i = 0; i < fresh->count; i++)
		if (!fresh->at[i].paired &&
		    add_pair(p, NULL, fresh->at[i].cell))
			return -1;
	for (size_t i = 0; i < base->count; i++)
		if (!base->at[i].paired && add_pair(p, base->at[i].cell, NULL))
			return -1;
	return 0;
}

/* In the order of NEW, then what BASE alone has. */
static int by_place(const void *a, const void *b)
{
	const struct cell_pair *x = a, *y = b;

	if (x->fresh != y->fresh) {
		if (!x->fresh || !y->fresh)
			return x->fresh ? -1 : 1;
		return (x->fresh > y->fresh) - (x->fresh < y->fresh);
	}
	return (x->base > y->base) - (x->base < y->base);
}

static int make_pairs(struct pairing *p, struct candidates *base,
		      struct candidates *fresh)
{
	if ((!p->any_mode && pair_equal(p, base, fresh)) ||
	    pair_groups(p, base, fresh))
		return -1;
	if (!p->pairs->count)
		return error_set(p->error, "%s and %s have no cell in common",
				 p->base->runs[0]->path,
				 p->fresh->runs[0]->path);
	if (add_alone(p, base, fresh))
		return -1;
	qsort(p->pairs->at, p->pairs->count, sizeof(*p->pairs->at), by_place);
	return 0;
}

struct cell_pairs *cell_pairs_make(const struct side *base,
				   const struct side *fresh,
				   struct error *error)
{
	struct pairing p = {
		.base = base,
		.fresh = fresh,
		.any_mode = base->mode || fresh->mode,
		.pairs = calloc(1, sizeof(*p.pairs)),
		.error = error,
	};
	struct candidates b = {0}, f = {0};
	int ret;

	if (p.pairs)
		*p.pairs = (struct cell_pairs){.base = base, .fresh = fresh};
	if (!p.pairs || candidates_of(base, &b) || candidates_of(fresh, &f))
		ret = error_set(error, "out of memory");
	else
		ret = make_pairs(&p, &b, &f);
	free(b.at);
	free(f.at);
	if (!ret)
		return p.pairs;
	cell_pairs_free(p.pairs);
	return NULL;
}

void cell_pairs_free(struct cell_pairs *pairs)
{
	if (!pairs)
		return;
	free(pairs->at);
	free(pairs);
}

bool cell_pair_is_broken(const struct cell_pair *pair)
{
	return pair->skipped && strcmp(pair->skipped, "failed in NEW") == 0;
}
