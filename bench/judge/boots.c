// SPDX-License-Identifier: GPL-2.0-only
/* The boots of a side: putting the runs of each boot together. */
#include "judge/boots.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

double common_level(const double *values, const double *from,
		    const struct judged_cell *cells, size_t count,
		    bool baseline, size_t *used)
{
	double *room = calloc(count + 1, sizeof(*room)), level = NAN;
	size_t n = 0;

	for (size_t i = 0; room && i < count; i++) {
		double difference = values[i] - from[i];

		if ((!baseline || cells[i].baseline) && !isnan(difference))
			room[n++] = difference;
	}
	if (n)
		level = gsl_stats_median(room, 1, n);
	free(room);
	*used = n;
	return level;
}

/* The level of a run over another one of its boot. */
static double level_over(const struct run_series *run,
			 const struct run_series *first,
			 const struct judged_cell *cells)
{
	double *values = calloc(2 * run->cells + 1, sizeof(*values));
	double *from = values + run->cells, level;
	size_t used;

	if (!values)
		return NAN;
	for (size_t i = 0; i < run->cells; i++) {
		values[i] = series_centre(&run->cell[i]).mean;
		from[i] = series_centre(&first->cell[i]).mean;
	}
	level = common_level(values, from, cells, run->cells, true, &used);
	if (!used)
		level = common_level(values, from, cells, run->cells, false,
				     &used);
	free(values);
	return isnan(level) ? 0 : level;
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* The boot of @runs[@index], and the first of @runs that is of it. */
static struct run_series *boot_of(struct boots *boots,
				  const struct run_series *runs, size_t index,
				  const struct run_series **first)
{
	size_t boot = 0;

	*first = NULL;
	for (size_t i = 0; i < index && !*first; i++)
		if (is_same(runs[i].boot, runs[index].boot))
			*first = &runs[i];
	while (boot < boots->count &&
	       !is_same(boots->at[boot].boot, runs[index].boot))
		boot++;
	return &boots->at[boot];
}

static void add_note(struct cell_note *to, const struct cell_note *from)
{
	if (to->step <= 0 || (from->step > 0 && from->step < to->step))
		to->step = from->step;
	to->spread = fmax(to->spread, from->spread);
	to->zero = to->zero || from->zero;
}

static int add_run(struct run_series *boot, const struct run_series *run,
		   double level)
{
	boot->boot = run->boot;
	boot->clock.left = fmax(boot->clock.left, run->clock.left);
	for (size_t i = 0; i < run->cells; i++) {
		if (run_series_append(&boot->cell[i], &run->cell[i], level))
			return -1;
		if (run->note)
			add_note(&boot->note[i], &run->note[i]);
	}
	return 0;
}

int boots_make(struct boots *boots, const struct run_series *runs, size_t count,
	       const struct judged_cell *cells)
{
	*boots = (struct boots){
		.at = calloc(count + 1, sizeof(*boots->at)),
	};
	if (!boots->at)
		return -1;
	for (size_t i = 0; i < count; i++) {
		const struct run_series *first;
		struct run_series *boot = boot_of(boots, runs, i, &first);

		if (!first) {
			boots->count++;
			if (run_series_new(boot, runs[i].cells))
				return -1;
		}
		if (add_run(boot, &runs[i],
			    first ? level_over(&runs[i], first, cells) : 0))
			return -1;
	}
	return 0;
}

void boots_free(struct boots *boots)
{
	for (size_t i = 0; boots->at && i < boots->count; i++)
		run_series_free(&boots->at[i]);
	free(boots->at);
}
