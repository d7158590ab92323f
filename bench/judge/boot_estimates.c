// SPDX-License-Identifier: GPL-2.0-only
/*
 * Estimates of cells from boots. A boot is faster or slower as a whole, which
 * the baseline cells show. What remains differs from cell to cell, such as how
 * memory happens to be laid out.
 */
#include <gsl/gsl_math.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judge/estimates.h"

/* Fewer boots are not trimmed: too few would be left to tell a variance. */
#define LEAST_TRIM 20
#define TRIM       0.2

/* A value for each boot and cell; the boots of BASE come first. */
struct grid {
	double *value; /* [boot * cells + cell], NAN where there is none */
	double *from;  /* by cell: the middle of both sides */
	double *level; /* by boot: what it has in common */
	double *room;
	size_t boots, bases, cells;
};

static void grid_free(struct grid *g)
{
	free(g->value);
	free(g->from);
	free(g->level);
	free(g->room);
}

static int grid_make(struct grid *g, const struct boots *base,
		     const struct boots *fresh)
{
	size_t boots = base->count + fresh->count, cells = base->at[0].cells;

	*g = (struct grid){
		.value = calloc(boots * cells + 1, sizeof(double)),
		.from = calloc(cells + 1, sizeof(double)),
		.level = calloc(boots + 1, sizeof(double)),
		.room = calloc(boots + 1, sizeof(double)),
		.boots = boots,
		.bases = base->count,
		.cells = cells,
	};
	if (!g->value || !g->from || !g->level || !g->room)
		return -1;
	for (size_t b = 0; b < boots; b++) {
		const struct run_series *boot =
			b < base->count ? &base->at[b]
					: &fresh->at[b - base->count];

		for (size_t i = 0; i < cells; i++)
			g->value[b * cells + i] =
				series_centre(&boot->cell[i]).mean;
	}
	return 0;
}

/* Collect the values of one cell in the room. Returns how many there are. */
static size_t collect(const struct grid *g, size_t cell, size_t from, size_t to)
{
	size_t n = 0;

	for (size_t b = from; b < to; b++)
		if (!isnan(g->value[b * g->cells + cell]))
			g->room[n++] = g->value[b * g->cells + cell];
	return n;
}

/* The mean of both sides' means, so that the larger side does not decide. */
static double middle(const struct grid *g, size_t cell)
{
	size_t n = collect(g, cell, 0, g->bases);
	double a = n ? gsl_stats_mean(g->room, 1, n) : NAN;

	n = collect(g, cell, g->bases, g->boots);
	return n ? (a + gsl_stats_mean(g->room, 1, n)) / 2 : NAN;
}

/*
 * Take out of each boot what its baseline cells have in common. Returns how
 * many cells that are; 0: they are too few, and nothing was taken out.
 */
static size_t level_boots(struct grid *g, const struct judged_cell *cells)
{
	size_t used = 0, least = g->cells;

	for (size_t i = 0; i < g->cells; i++)
		g->from[i] = middle(g, i);
	for (size_t b = 0; b < g->boots; b++) {
		g->level[b] = common_level(g->value + b * g->cells, g->from,
					   cells, g->cells, true, &used);
		least = used < least ? used : least;
	}
	if (least < LEAST_WITNESSES)
		least = 0;
	for (size_t b = 0; b < g->boots; b++) {
		if (!least)
			g->level[b] = 0;
		for (size_t i = 0; i < g->cells; i++)
			g->value[b * g->cells + i] -= g->level[b];
	}
	return least;
}

/* The centre of the boots of a side; sorts the values. */
static struct centre boots_centre(double *values, size_t count)
{
	return trimmed_centre(values, count, count < LEAST_TRIM ? 0 : TRIM);
}

static struct estimate estimate(const struct grid *g, size_t cell, size_t from,
				size_t to, double level)
{
	struct estimate e = {.units = collect(g, cell, from, to)};

	e.centre = boots_centre(g->room, e.units);
	e.centre.mean += level;
	if (e.units < UNITS_NEEDED)
		e.unfit = UNFIT_FEW;
	return e;
}

static void note_zero(const struct boots *boots, struct estimate *estimates)
{
	for (size_t b = 0; b < boots->count; b++)
		for (size_t i = 0; i < boots->at[b].cells; i++)
			if (boots->at[b].note && boots->at[b].note[i].zero)
				estimates[i].unfit = UNFIT_ZERO;
}

/* The centre of the levels of a side's boots. */
static struct centre level_of(const struct grid *g, size_t from, size_t to)
{
	memcpy(g->room, g->level + from, (to - from) * sizeof(*g->room));
	return boots_centre(g->room, to - from);
}

static void set_shift(struct common_shift *shift, const struct centre *a,
		      const struct centre *b)
{
	const struct shift none = NO_SHIFT;
	struct difference d = difference_of(a, b, &none);

	shift->centre = (struct centre){d.estimate, gsl_pow_2(d.error), d.df};
}

int estimates_of_boots(const struct boots *base, const struct boots *fresh,
		       const struct judged_cell *cells, struct estimate *a,
		       struct estimate *b, struct common_shift *shift)
{
	struct grid g;
	struct centre levels[2];

	if (grid_make(&g, base, fresh)) {
		grid_free(&g);
		return -1;
	}
	shift->cells = level_boots(&g, cells);
	levels[0] = level_of(&g, 0, g.bases);
	levels[1] = level_of(&g, g.bases, g.boots);
	for (size_t i = 0; i < g.cells; i++) {
		a[i] = estimate(&g, i, 0, g.bases, levels[0].mean);
		b[i] = estimate(&g, i, g.bases, g.boots, levels[1].mean);
	}
	note_zero(base, a);
	note_zero(fresh, b);
	set_shift(shift, &levels[0], &levels[1]);
	grid_free(&g);
	return 0;
}
