// SPDX-License-Identifier: GPL-2.0-only
/* The A/A test: comparing both arms of each baseline. */
#include "judge/aa_test.h"

#include <math.h>
#include <stdlib.h>

#include "stats/inference.h"

/* The smallest p, corrected for their number; -1: out of memory. */
static double least_of(double *p, size_t count)
{
	double least = 1;

	if (adjust_holm(p, count))
		return -1;
	for (size_t i = 0; i < count; i++)
		least = fmin(least, p[i]);
	return least;
}

/*
 * The p of the hypothesis that two means are of the same. Without any scatter
 * they differ by the resolution of the clock.
 */
static double same_p(const struct centre *a, const struct centre *b)
{
	/* The arms were interleaved, so nothing came between them. */
	struct difference d = difference_of(a, b, &NO_SHIFT);

	return d.error > 0 ? d.p : 1;
}

double aa_test_pairs(const struct run_series *run, const size_t (*pairs)[2],
		     size_t count)
{
	double *p = calloc(count + 1, sizeof(*p)), least;

	if (!p)
		return -1;
	for (size_t i = 0; i < count; i++) {
		struct centre a = series_centre(&run->cell[pairs[i][0]]);
		struct centre b = series_centre(&run->cell[pairs[i][1]]);

		a.variance *= clock_inflation(&run->clock);
		b.variance *= clock_inflation(&run->clock);
		p[i] = same_p(&a, &b);
	}
	least = least_of(p, count);
	free(p);
	return least;
}

/* The differences of two arms in the boots of a side; returns their number. */
static size_t differences(const struct boots *boots, size_t a, size_t b,
			  double *values)
{
	size_t n = 0;

	for (size_t i = 0; i < boots->count; i++) {
		const struct series *cell = boots->at[i].cell;
		double difference = series_centre(&cell[b]).mean -
				    series_centre(&cell[a]).mean;

		if (!isnan(difference))
			values[n++] = difference;
	}
	return n;
}

/* The p of the hypothesis that two arms do not differ over all boots. */
static double boots_p(const struct boots *base, const struct boots *fresh,
		      size_t a, size_t b, double *room)
{
	static const struct centre zero = {0, 0, 1};
	struct centre c;
	size_t n = differences(base, a, b, room);

	n += differences(fresh, a, b, room + n);
	c = trimmed_centre(room, n, 0);
	return same_p(&zero, &c);
}

/* The next baseline cell of the activity of @cell, or @count. */
static size_t other_arm(const struct judged_cell *cells, size_t count,
			size_t cell)
{
	size_t i = cell + 1;

	while (i < count && !(cells[i].baseline &&
			      cells[i].activity == cells[cell].activity))
		i++;
	return i;
}

double aa_test_boots(const struct boots *base, const struct boots *fresh,
		     const struct judged_cell *cells, size_t count)
{
	size_t boots = base->count + fresh->count, n = 0;
	double *p = calloc(count + 1, sizeof(*p)), least = -1;
	double *room = calloc(boots + 1, sizeof(*room));

	for (size_t i = 0; p && room && i < count; i++) {
		size_t other =
			cells[i].baseline ? other_arm(cells, count, i) : count;

		if (other < count)
			p[n++] = boots_p(base, fresh, i, other, room);
	}
	if (p && room)
		least = least_of(p, n);
	free(room);
	free(p);
	return least;
}

/* The arm a of the baseline whose arm b this is, or NULL. */
static const struct result_cell *first_arm(const struct result *run,
					   const struct result_cell *b)
{
	struct cell cell = b->cell;

	if (cell.arm != ARM_B || b->failed)
		return NULL;
	cell.arm = ARM_A;
	return run_cell_find(run, &cell);
}

double aa_test_run(const struct result *run)
{
	const struct result_cell **cells =
		calloc(2 * run->count + 1, sizeof(*cells));
	size_t(*pairs)[2] = calloc(run->count + 1, sizeof(*pairs));
	struct run_series s = {0};
	size_t count = 0;
	double p = -1;

	for (size_t i = 0; cells && pairs && i < run->count; i++) {
		const struct result_cell *b = &run->cells[i];
		const struct result_cell *a = first_arm(run, b);

		if (!a)
			continue;
		pairs[count / 2][0] = count;
		pairs[count / 2][1] = count + 1;
		cells[count++] = a;
		cells[count++] = b;
	}
	if (cells && pairs && !run_series_make(&s, run, cells, count))
		p = aa_test_pairs(&s, (const size_t(*)[2])pairs, count / 2);
	run_series_free(&s);
	free(pairs);
	free(cells);
	return p;
}

double aa_test_sides(const struct side *base, const struct side *fresh)
{
	const struct side *sides[] = {base, fresh};
	size_t runs = base->count + fresh->count;
	double least = 1;

	for (size_t s = 0; s < 2; s++)
		for (size_t i = 0; i < sides[s]->count; i++)
			least = fmin(least, aa_test_run(sides[s]->runs[i]));
	/* Bonferroni's correction for the number of runs. */
	return least < 0 ? least : fmin(1, least * (double)runs);
}
