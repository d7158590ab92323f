// SPDX-License-Identifier: GPL-2.0-only
/* Choosing a noise model by its likelihood. */
#include "stats/noise_choice.h"

#include <math.h>

/* What one series can add to the cost of a model, at most. */
#define SERIES_COST_MAX 15
/* Models fit about as well if their costs differ by this: 95 % of chance. */
#define COST_SLACK 2.7
/* A series that costs this much more needs a model of its own. */
#define OWN_COST 8
/* Models with phi from here on are those of a random walk. */
#define WALK_PHI 0.98
/* The same beside independent noise, and how much better it must fit. */
#define SLOW_PHI   0.9
#define MIXED_COST 4
/* Fewer values cannot tell a random walk from a correlation. */
#define WANDER_VALUES 20

/* Steps in fewer values are not compared with a random walk. */
#define WALK_VALUES 30
/* Steps in noise that is as correlated as this were hard to find anyway. */
#define LONG_PHI 0.6

static size_t best_of(const double *cost)
{
	size_t best = 0;

	for (size_t m = 1; m < NOISE_MODELS; m++)
		if (cost[m] < cost[best])
			best = m;
	return best;
}

/* The costs of each model over all series, above the best of each series. */
static void add_up(const struct noise_costs *series, size_t count,
		   double sum[NOISE_MODELS])
{
	for (size_t m = 0; m < NOISE_MODELS; m++)
		sum[m] = 0;
	for (size_t i = 0; i < count; i++) {
		const double *cost = count < NOISE_SERIES_MIN ? series[i].cost
							      : series[i].plain;
		double least = cost[best_of(cost)];

		for (size_t m = 0; series[i].count && m < NOISE_MODELS; m++)
			sum[m] += fmin(SERIES_COST_MAX, cost[m] - least);
	}
}

size_t noise_choose(const struct noise_costs *series, size_t count)
{
	double sum[NOISE_MODELS], least;
	size_t chosen;

	add_up(series, count, sum);
	chosen = best_of(sum);
	least = sum[chosen];
	for (size_t m = 0; m < NOISE_MODELS; m++)
		if (sum[m] <= least + COST_SLACK &&
		    noise_model_inflation(&noise_models[m]) >
			    noise_model_inflation(&noise_models[chosen]))
			chosen = m;
	return chosen;
}

size_t noise_choose_own(const struct noise_costs *series, size_t shared)
{
	size_t own = best_of(series->cost);

	if (series->cost[shared] - series->cost[own] > OWN_COST &&
	    noise_model_inflation(&noise_models[own]) >
		    noise_model_inflation(&noise_models[shared]))
		return own;
	return shared;
}

/* A random walk, alone or beside independent noise. */
static bool is_walk(const struct noise_model *model)
{
	return model->phi >= WALK_PHI ||
	       (model->phi >= SLOW_PHI && model->white > 0);
}

bool noise_wanders(const struct noise_costs *series, size_t count)
{
	double sum[NOISE_MODELS], walk = INFINITY, other = INFINITY;
	size_t most = 0, best;

	for (size_t i = 0; i < count; i++)
		if (series[i].count > most)
			most = series[i].count;
	add_up(series, count, sum);
	best = best_of(sum);
	for (size_t m = 0; m < NOISE_MODELS; m++) {
		double *to = is_walk(&noise_models[m]) ? &walk : &other;

		*to = fmin(*to, sum[m]);
	}
	if (most < WANDER_VALUES || sum[0] - sum[best] <= OWN_COST)
		return false;
	return (noise_models[best].phi >= WALK_PHI &&
		noise_models[best].white == 0) ||
	       other - walk > MIXED_COST;
}

bool noise_may_walk(const struct noise_costs *series, size_t model)
{
	if (series->count < WALK_VALUES || noise_models[model].phi >= LONG_PHI)
		return false;
	for (size_t m = 0; m < NOISE_MODELS; m++)
		if (noise_models[m].phi >= WALK_PHI &&
		    noise_models[m].white == 0 &&
		    series->plain[m] < series->cost[model] + OWN_COST)
			return true;
	return false;
}
