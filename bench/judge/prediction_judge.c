// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fitting the line of a prediction, and saying which cells are off it. A cell
 * is off if both hold: it is proved not to be on the line, by a test that knows
 * the error of the cell and of the line; and it is so by more than a share of
 * what the line says. An addition below 1 % of the operation is measured
 * against that 1 %, because no application notices less.
 */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judge/prediction.h"
#include "stats/inference.h"

#define LEVEL        0.05
#define LEAST_EFFECT 0.01 /* of the operation of the baseline */

const char *left_out_name(enum left_out reason)
{
	static const char *const names[LEFT_REASONS] = {
		[LEFT_WAITS] = "waits",
		[LEFT_THREADS] = "threads",
		[LEFT_FEW] = "few",
	};

	return names[reason];
}

/* Workloads of which a point was made, numbered in that order. */
struct groups {
	size_t count;
	const char **name;
};

static size_t group_of(struct groups *groups, const char *workload)
{
	size_t i = 0;

	while (i < groups->count && strcmp(groups->name[i], workload) != 0)
		i++;
	if (i == groups->count)
		groups->name[groups->count++] = workload;
	return i;
}

/* Cells of one workload are one group: they run the same code. */
static int fit(struct prediction *p)
{
	struct line_point *points = calloc(p->count + 1, sizeof(*points));
	struct groups groups = {0, calloc(p->count + 1, sizeof(char *))};
	size_t n = 0;
	int ret = -1;

	for (size_t i = 0; points && groups.name && i < p->count; i++) {
		const struct predicted_cell *c = &p->cells[i];

		if (!c->left_out)
			points[n++] = (struct line_point){
				.x = c->instructions,
				.y = c->time,
				.error = c->error,
				.group = group_of(&groups, c->cell.workload),
			};
	}
	if (points && groups.name)
		ret = origin_line_fit(&p->line, points, n);
	p->has_line = ret == 0;
	free(groups.name);
	free(points);
	return ret < 0 ? -1 : 0;
}

/* p of a cell on the line, whose error is that of both. */
static double p_of(const struct prediction *p, const struct predicted_cell *c)
{
	double width = (p->line.slope.high - p->line.slope.low) / 4;
	double error = hypot(c->error, width * c->instructions);

	return 2 * gsl_cdf_tdist_Q(fabs(c->time - c->predicted) / error, c->df);
}

static bool matters(const struct prediction *p, const struct predicted_cell *c)
{
	double scale = fmax(fabs(c->predicted), LEAST_EFFECT * c->none_time);

	return fabs(c->time - c->predicted) > p->threshold * scale;
}

int prediction_judge(struct prediction *p)
{
	double *all = calloc(p->count + 1, sizeof(*all));
	size_t n = 0;
	int ret = all ? fit(p) : -1;

	for (size_t i = 0; !ret && i < p->count; i++) {
		struct predicted_cell *c = &p->cells[i];

		c->predicted = p->has_line
				       ? p->line.slope.value * c->instructions
				       : NAN;
		if (p->has_line && c->left_out != LEFT_FEW)
			all[n++] = p_of(p, c);
	}
	if (!ret)
		ret = adjust_holm(all, n);
	n = 0;
	for (size_t i = 0; !ret && i < p->count; i++) {
		struct predicted_cell *c = &p->cells[i];

		c->p = NAN;
		if (!p->has_line || c->left_out == LEFT_FEW)
			continue;
		c->p = all[n++];
		c->off = c->p <= LEVEL && matters(p, c);
	}
	free(all);
	return ret;
}
