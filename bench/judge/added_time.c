// SPDX-License-Identifier: GPL-2.0-only
/*
 * Estimating what modes add to times. Within a boot, the times of a mode and of
 * its baseline are means over processes, by the clock of the run, as when two
 * modes of a run are compared. Several boots differ by more than their
 * processes show, so their costs themselves are the values then.
 */
#include "judge/added_time.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>

#include "judge/estimates.h"
#include "stats/moderation.h"

/* The cells of all modes, then their baselines in the same order. */
struct grid {
	size_t count; /* of modes */
	const struct cell **cells;
	struct judged_cell *judged;
	struct estimate *estimates; /* of one boot */
	struct added_time *each;    /* [boot * count + mode] */
	size_t boots;
};

static void grid_free(struct grid *g)
{
	free(g->cells);
	free(g->judged);
	free(g->estimates);
	free(g->each);
}

static int grid_make(struct grid *g, const struct mode_cell *cells,
		     size_t count, size_t runs)
{
	*g = (struct grid){
		.count = count,
		.cells = calloc(2 * count + 1, sizeof(*g->cells)),
		.judged = calloc(2 * count + 1, sizeof(*g->judged)),
		.estimates = calloc(2 * count + 1, sizeof(*g->estimates)),
		.each = calloc(runs * count + 1, sizeof(*g->each)),
	};
	if (!g->cells || !g->judged || !g->estimates || !g->each)
		return -1;
	for (size_t i = 0; i < count; i++) {
		g->cells[i] = cells[i].mode;
		g->cells[count + i] = cells[i].none;
		g->judged[count + i].baseline = true;
	}
	return 0;
}

/*
 * The difference of two times whose logarithms are known, by the delta method.
 * @step: the smallest difference of the logarithms, because times that are all
 * the same may still differ by less than a step of the clock.
 */
static struct added_time difference(const struct estimate *none,
				    const struct estimate *mode, double step)
{
	struct difference d =
		difference_of(&none->centre, &mode->centre, &NO_SHIFT);
	double a = exp(none->centre.mean), b = exp(mode->centre.mean);

	if (none->unfit != FIT || mode->unfit != FIT || isnan(d.error))
		return (struct added_time){NAN, NAN, NAN, NAN};
	return (struct added_time){
		.none = a,
		.added = b - a,
		.error = fmax(sqrt(gsl_pow_2(a) * none->centre.variance +
				   gsl_pow_2(b) * mode->centre.variance),
			      a * step / sqrt(12)),
		.df = d.df,
	};
}

static int measure_boot(struct grid *g, const struct run_series *boot)
{
	struct added_time *to = &g->each[g->boots++ * g->count];

	if (estimates_of_processes(boot, g->estimates) ||
	    estimates_moderate(g->estimates, boot->cells, true))
		return -1;
	for (size_t i = 0; i < g->count; i++)
		to[i] = difference(&g->estimates[g->count + i],
				   &g->estimates[i],
				   boot->note[g->count + i].step);
	return 0;
}

/* The values of one mode in all boots that have it; returns how many. */
static size_t collect(const struct grid *g, size_t mode, double *added,
		      double *none)
{
	size_t n = 0;

	for (size_t b = 0; b < g->boots; b++) {
		const struct added_time *one = &g->each[b * g->count + mode];

		if (isnan(one->added))
			continue;
		added[n] = one->added;
		none[n++] = one->none;
	}
	return n;
}

/* The variances of boots, as shares of the time, are moderated together. */
static int combine_boots(struct grid *g, struct added_time *to)
{
	double *added = calloc(2 * g->boots + 1, sizeof(*added));
	double *none = added + g->boots;
	struct spread *spreads = calloc(g->count + 1, sizeof(*spreads));
	size_t n;
	int ret = added && spreads ? 0 : -1;

	for (size_t i = 0; !ret && i < g->count; i++) {
		n = collect(g, i, added, none);
		to[i] = (struct added_time){NAN, NAN, NAN, NAN};
		if (n < 2)
			continue;
		to[i].none = gsl_stats_mean(none, 1, n);
		to[i].added = gsl_stats_mean(added, 1, n);
		spreads[i] = (struct spread){gsl_stats_variance(added, 1, n) /
						     gsl_pow_2(to[i].none),
					     (double)(n - 1)};
	}
	if (!ret)
		spreads_moderate(spreads, g->count);
	for (size_t i = 0; !ret && i < g->count; i++) {
		n = collect(g, i, added, none);
		if (n < 2)
			continue;
		to[i].df = spreads[i].df;
		to[i].error =
			to[i].none * sqrt(spreads[i].variance / (double)n);
		if (!(to[i].error > 0))
			to[i] = (struct added_time){NAN, NAN, NAN, NAN};
	}
	free(spreads);
	free(added);
	return ret;
}

static int estimate(struct grid *g, struct added_time *added,
		    const struct side *runs)
{
	struct run_series *series =
		side_series_make(runs, g->cells, 2 * g->count);
	struct boots boots = {0};
	int ret = -1;

	if (series)
		ret = boots_make(&boots, series, runs->count, g->judged);
	for (size_t b = 0; !ret && b < boots.count; b++)
		ret = measure_boot(g, &boots.at[b]);
	if (!ret && boots.count > 1)
		ret = combine_boots(g, added);
	else if (!ret)
		for (size_t i = 0; i < g->count; i++)
			added[i] = g->each[i];
	boots_free(&boots);
	side_series_free(series, runs);
	return ret;
}

int added_times_make(struct added_time *added, const struct side *runs,
		     const struct mode_cell *cells, size_t count, size_t *boots)
{
	struct grid g;
	int ret = grid_make(&g, cells, count, runs->count);

	if (!ret)
		ret = estimate(&g, added, runs);
	*boots = g.boots;
	grid_free(&g);
	return ret;
}
