// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fitting a line through the origin to points that differ in their errors.
 *
 * The model of a point is y = slope * x * (1 + own) + noise. Noise is what its
 * measurement did not resolve, and its standard error is known. Its own part is
 * how much longer its code takes for one x than others do. It does not get
 * smaller by measuring longer, and it grows with x, so the weight of a point is
 * 1 / (error^2 + (spread * slope * x)^2). Without the second part a few points
 * that were measured very well would decide alone.
 *
 * A few points lie far off, and are not to move the line. So the fit is GSL's
 * M-estimator with Tukey's bisquare, on values divided by the root of their
 * weights, and the spread is one at which the median residual is what it is of
 * a normal distribution.
 *
 * Points of one group, such as those of one workload, are not independent: they
 * run the same code. What they have in common counts once in the weights, and
 * the interval is a jackknife over groups: each is left out once. It holds
 * whatever the points of a group have in common. With fewer than LINE_LEAST
 * groups, points are left out instead. The unit test shows how often intervals
 * hold the truth.
 */
#include "stats/origin_line.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#define LEVEL          0.05
#define NORMAL_MEDIAN  0.6745 /* of the absolute value of a normal variate */
#define ROUNDS         4
#define SPREAD_MOST    4.0 /* larger ones are as good as infinite */
#define SPREAD_HALVING 40
#define EFFICIENCY     0.95 /* of the bisquare at normal values */
#define NO_GROUP       SIZE_MAX

struct coefficients {
	double slope, intercept;
};

/* Points, and room for as many numbers. */
struct work {
	const struct line_point *points;
	size_t count;
	double *room;
};

/* What the points of a group have in common counts once, not for each. */
static double shared_error(const struct work *w, const struct line_point *p,
			   double slope, double spread)
{
	size_t like = 0;

	for (size_t i = 0; i < w->count; i++)
		like += w->points[i].group == p->group;
	return hypot(p->error, sqrt((double)like) * spread * slope * p->x);
}

static double total_error(const struct line_point *p, double slope,
			  double spread)
{
	return hypot(p->error, spread * slope * p->x);
}

/*
 * The M-estimate; where that fails, as it does for points exactly on a line,
 * least squares with the same weights.
 */
static bool solve(const gsl_matrix *x, const gsl_vector *y, gsl_vector *c)
{
	size_t n = x->size1, p = x->size2;
	gsl_matrix *cov = gsl_matrix_alloc(p, p);
	gsl_multifit_robust_workspace *robust =
		gsl_multifit_robust_alloc(gsl_multifit_robust_bisquare, n, p);
	gsl_multifit_linear_workspace *plain = gsl_multifit_linear_alloc(n, p);
	double squares;
	bool ok = cov && robust && plain;

	if (ok && (gsl_multifit_robust(x, y, c, cov, robust) ||
		   !isfinite(gsl_vector_get(c, 0))))
		ok = !gsl_multifit_linear(x, y, c, cov, &squares, plain);
	gsl_multifit_linear_free(plain);
	gsl_multifit_robust_free(robust);
	gsl_matrix_free(cov);
	return ok && isfinite(gsl_vector_get(c, 0));
}

/*
 * Fit all points but those of group @without, or but point @without where
 * @single. The numbers of coefficients @terms is 1, or 2 with an intercept.
 */
static bool fit(const struct work *w, size_t without, bool single, size_t terms,
		double slope, double spread, struct coefficients *found)
{
	gsl_matrix *x = gsl_matrix_alloc(w->count, terms);
	gsl_vector *y = gsl_vector_alloc(w->count);
	gsl_vector *c = gsl_vector_alloc(terms);
	size_t n = 0;
	bool ok = x && y && c;

	for (size_t i = 0; ok && i < w->count; i++) {
		const struct line_point *p = &w->points[i];
		double error = shared_error(w, p, slope, spread);

		if ((single ? i : p->group) == without)
			continue;
		gsl_matrix_set(x, n, 0, p->x / error);
		if (terms == 2)
			gsl_matrix_set(x, n, 1, 1 / error);
		gsl_vector_set(y, n++, p->y / error);
	}
	ok = ok && n > terms;
	if (ok) {
		gsl_matrix_view rows = gsl_matrix_submatrix(x, 0, 0, n, terms);
		gsl_vector_view values = gsl_vector_subvector(y, 0, n);

		ok = solve(&rows.matrix, &values.vector, c);
	}
	if (ok)
		*found = (struct coefficients){gsl_vector_get(c, 0),
					       terms == 2 ? gsl_vector_get(c, 1)
							  : 0};
	gsl_vector_free(c);
	gsl_vector_free(y);
	gsl_matrix_free(x);
	return ok;
}

/* The median of what residuals are in units of their error. */
static double median_residual(const struct work *w, double slope, double spread)
{
	for (size_t i = 0; i < w->count; i++)
		w->room[i] = fabs(w->points[i].y - slope * w->points[i].x) /
			     total_error(&w->points[i], slope, spread);
	return gsl_stats_median(w->room, 1, w->count);
}

/* The least spread that makes the residuals as large as chance does. */
static double find_spread(const struct work *w, double slope)
{
	double low = 0, high = SPREAD_MOST;

	if (median_residual(w, slope, 0) <= NORMAL_MEDIAN)
		return 0;
	for (int i = 0; i < SPREAD_HALVING; i++) {
		double middle = (low + high) / 2;

		if (median_residual(w, slope, middle) > NORMAL_MEDIAN)
			low = middle;
		else
			high = middle;
	}
	return high;
}

/* The slope that half of the points exceed: where the search begins. */
static double median_slope(const struct work *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->count; i++)
		if (w->points[i].x != 0)
			w->room[n++] = w->points[i].y / w->points[i].x;
	return gsl_stats_median(w->room, 1, n);
}

static struct line_value around(double value, double error, double df)
{
	double half = gsl_cdf_tdist_Qinv(LEVEL / 2, df) * error;

	return (struct line_value){value, value - half, value + half};
}

/*
 * The interval of one coefficient of the fit by the jackknife. @error becomes
 * its standard error.
 */
static struct line_value jackknife(const struct work *w, size_t groups,
				   bool single, size_t terms,
				   const struct coefficients *whole,
				   double spread, double *error)
{
	double value = terms == 2 ? whole->intercept : whole->slope;
	double mean = 0, squares = 0, *each = w->room;
	size_t n = single ? w->count : groups;

	for (size_t g = 0; g < n; g++) {
		struct coefficients part;

		if (!fit(w, g, single, terms, whole->slope, spread, &part))
			return (struct line_value){value, NAN, NAN};
		each[g] = terms == 2 ? part.intercept : part.slope;
		mean += each[g] / (double)n;
	}
	for (size_t g = 0; g < n; g++)
		squares += gsl_pow_2(each[g] - mean);
	*error = sqrt(squares * (double)(n - 1) / (double)n);
	return around(value, *error, (double)(n - 1));
}

/* What the weights of the points say of the slope. */
struct information {
	double total;     /* 1 / variance of the slope, if the model holds */
	double effective; /* so many equal groups would say as much */
};

static struct information information_of(const struct work *w, bool single,
					 size_t units, double slope,
					 double spread)
{
	double squares = 0, *each = w->room;
	struct information info = {0};

	for (size_t u = 0; u < units; u++)
		each[u] = 0;
	for (size_t i = 0; i < w->count; i++) {
		const struct line_point *p = &w->points[i];

		each[single ? i : p->group] +=
			gsl_pow_2(p->x / shared_error(w, p, slope, spread));
	}
	for (size_t u = 0; u < units; u++) {
		info.total += each[u];
		squares += gsl_pow_2(each[u]);
	}
	info.effective = gsl_pow_2(info.total) / squares;
	return info;
}

/*
 * The jackknife of few groups is by chance too small at times, so the error is
 * at least that of the model. Groups that say little are no degrees of freedom
 * of the jackknife, though the model knows the errors of them all. With a
 * number half-way between, 90 to 99 of 100 intervals hold the slope
 * (test_origin_line).
 */
static void set_intervals(struct origin_line *line, const struct work *w,
			  bool single, const struct coefficients *found)
{
	size_t units = single ? line->points : line->groups;
	double error = 0, more, df;
	struct information info;

	jackknife(w, line->groups, single, 1, found, line->spread, &error);
	info = information_of(w, single, units, found->slope, line->spread);
	error = fmax(error, sqrt(1 / (EFFICIENCY * info.total)));
	df = fmax((info.effective + (double)units) / 2 - 2, 1);
	line->slope = around(found->slope, error, df);
	more = fmax(error * sqrt(info.effective),
		    line->spread * fabs(found->slope));
	line->another = around(found->slope, hypot(error, more), df);
}

static bool fit_line(struct origin_line *line, const struct work *w)
{
	struct coefficients found = {median_slope(w), 0}, bent;
	bool single = line->groups < LINE_LEAST;
	double ignored;

	for (int i = 0; i < ROUNDS; i++) {
		line->spread = find_spread(w, found.slope);
		if (!fit(w, NO_GROUP, single, 1, found.slope, line->spread,
			 &found))
			return false;
	}
	set_intervals(line, w, single, &found);
	if (!fit(w, NO_GROUP, single, 2, found.slope, line->spread, &bent))
		return false;
	bent.slope = found.slope;
	line->intercept = jackknife(w, line->groups, single, 2, &bent,
				    line->spread, &ignored);
	return true;
}

int origin_line_fit(struct origin_line *line, const struct line_point *points,
		    size_t count)
{
	struct work w = {points, count, calloc(count + 1, sizeof(double))};
	gsl_error_handler_t *handler = gsl_set_error_handler_off();
	size_t used = 0;
	int ret = w.room ? 0 : -1;

	*line = (struct origin_line){.points = count};
	for (size_t i = 0; i < count; i++) {
		used += points[i].x != 0;
		if (points[i].group >= line->groups)
			line->groups = points[i].group + 1;
	}
	if (!ret && used < LINE_LEAST)
		ret = 1;
	if (!ret && !fit_line(line, &w))
		ret = -1;
	gsl_set_error_handler(handler);
	free(w.room);
	return ret;
}
