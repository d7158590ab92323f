// SPDX-License-Identifier: GPL-2.0-only
/*
 * Computing group-sequential bounds. The statistic of a look, times the root of
 * its share of the data, is a sum with independent normal increments. The
 * density of the sum, over the paths that reached no bound yet, follows from
 * that of the look before by one integral (Armitage, McPherson & Rowe 1969). It
 * is kept at the nodes of a Gauss-Legendre rule between the bounds.
 */
#include "stats/group_sequential.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

/* Enough for eight digits with the most looks. */
#define NODES 64
/* No bound lies above: its probability would be 0 as a double. */
#define BOUND_MAX 38.0

struct walk {
	gsl_integration_glfixed_table *rule;
	double share;         /* at the last look; 0: there was none */
	double sum[NODES];    /* the nodes between the bounds of that look */
	double weight[NODES]; /* density times the weight of the node */
	double crossed;       /* probability that a bound was reached */
};

static int walk_begin(struct walk *w)
{
	memset(w, 0, sizeof(*w));
	w->rule = gsl_integration_glfixed_table_alloc(NODES);
	return w->rule ? 0 : -1;
}

static void walk_end(struct walk *w)
{
	gsl_integration_glfixed_table_free(w->rule);
}

/* The probability that the look with @share is the first to reach @bound. */
static double walk_reaches(const struct walk *w, double share, double bound)
{
	double sigma = sqrt(share - w->share), edge = bound * sqrt(share);
	double p = 0;

	if (w->share <= 0)
		return 2 * gsl_cdf_ugaussian_Q(bound);
	for (size_t i = 0; i < NODES; i++)
		p += w->weight[i] *
		     (gsl_cdf_gaussian_Q(edge - w->sum[i], sigma) +
		      gsl_cdf_gaussian_P(-edge - w->sum[i], sigma));
	return p;
}

static double density(const struct walk *w, double share, double sum)
{
	double sigma = sqrt(share - w->share), d = 0;

	if (w->share <= 0)
		return gsl_ran_gaussian_pdf(sum, sigma);
	for (size_t i = 0; i < NODES; i++)
		d += w->weight[i] *
		     gsl_ran_gaussian_pdf(sum - w->sum[i], sigma);
	return d;
}

/* Go past the look with @share. */
static void walk_on(struct walk *w, double share, double bound)
{
	double edge = bound * sqrt(share), sum[NODES], weight[NODES];

	for (size_t i = 0; i < NODES; i++) {
		gsl_integration_glfixed_point(-edge, edge, i, &sum[i],
					      &weight[i], w->rule);
		weight[i] *= density(w, share, sum[i]);
	}
	w->crossed += walk_reaches(w, share, bound);
	memcpy(w->sum, sum, sizeof(sum));
	memcpy(w->weight, weight, sizeof(weight));
	w->share = share;
}

/*
 * The part of @level that may be spent until a look with @share. Each side
 * spends its half by itself.
 */
static double spent(double level, double share)
{
	return 4 * gsl_cdf_ugaussian_Q(gsl_cdf_ugaussian_Qinv(level / 4) /
				       sqrt(share));
}

/* The bound that is reached with probability @p, by bisection. */
static double find_bound(const struct walk *w, double share, double p)
{
	double low = 0, high = BOUND_MAX;

	for (int i = 0; i < 50; i++) {
		double middle = (low + high) / 2;

		if (walk_reaches(w, share, middle) > p)
			low = middle;
		else
			high = middle;
	}
	return high;
}

int group_sequential_bounds(double level, const double *share, size_t looks,
			    double *bounds)
{
	double before = 0;
	struct walk w;

	if (walk_begin(&w))
		return -1;
	for (size_t i = 0; i < looks; i++) {
		double now = spent(level, share[i]);

		bounds[i] = find_bound(&w, share[i], now - before);
		walk_on(&w, share[i], bounds[i]);
		before = now;
	}
	walk_end(&w);
	return 0;
}

double group_sequential_level(const double *bounds, const double *share,
			      size_t looks)
{
	struct walk w;

	if (walk_begin(&w))
		return NAN;
	for (size_t i = 0; i < looks; i++)
		walk_on(&w, share[i], bounds[i]);
	walk_end(&w);
	return w.crossed;
}
