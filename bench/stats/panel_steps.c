// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding the steps of all series of a panel. Each series is searched under
 * each noise model; then one model is chosen for all, because one series alone
 * cannot tell a step from correlated noise as well as all of them can.
 */
#include "stats/panel_steps.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/noise_choice.h"
#include "stats/whitening.h"

/*
 * Where several series drift, others are likely to, and a step must fit much
 * better than a line.
 */
#define CROWD        2
#define CROWD_SHARE  0.2
#define CROWD_MARGIN 5

#define ALONE_PHI 0.6

/* The values that a series has, without gaps, and of which run each is. */
struct dense {
	double *value;
	size_t *run;
	size_t count;
};

/* Several series of the same runs, their costs, and what was found. */
struct search {
	size_t runs, count;
	struct dense *series;
	struct noise_costs *costs;
	struct change_point_options options; /* for each series */
	size_t shared; /* the noise model that most series have */
};

static int make_dense(const double *value, size_t runs, struct dense *dense)
{
	dense->value = calloc(runs + 1, sizeof(*dense->value));
	dense->run = calloc(runs + 1, sizeof(*dense->run));
	if (!dense->value || !dense->run)
		return -1;
	for (size_t r = 0; r < runs; r++) {
		if (isnan(value[r]))
			continue;
		dense->value[dense->count] = value[r];
		dense->run[dense->count++] = r;
	}
	return 0;
}

static void search_free(struct search *s)
{
	for (size_t i = 0; s->series && i < s->count; i++) {
		free(s->series[i].value);
		free(s->series[i].run);
	}
	free(s->series);
	free(s->costs);
}

/* @value: @count series of @runs values each. */
static int search_make(const double *value, size_t count, size_t runs,
		       const struct change_point_options *options,
		       struct search *s)
{
	int ret = 0;

	*s = (struct search){runs,
			     count,
			     calloc(count + 1, sizeof(*s->series)),
			     calloc(count + 1, sizeof(*s->costs)),
			     *options,
			     0};
	if (!s->series || !s->costs)
		return -1;
	for (size_t i = 0; !ret && i < count; i++)
		ret = make_dense(value + i * runs, runs, &s->series[i]);
	return ret;
}

/* The cost of one model for each series without its steps. */
static int try_plain(struct search *s, size_t model)
{
	struct whitening whitening;
	int ret = whitening_make(&noise_models[model], s->runs, false,
				 &whitening);

	for (size_t i = 0; !ret && i < s->count; i++) {
		const struct dense *series = &s->series[i];
		double cost = plain_cost(series->value, series->count,
					 &whitening, &s->options);

		s->costs[i].plain[model] = s->costs[i].cost[model] = cost;
		s->costs[i].count = series->count;
		ret = isnan(cost) ? -1 : 0;
	}
	whitening_free(&whitening);
	return ret;
}

/* The cost of one model for those series that have @steps, with their steps. */
static int try_steps(struct search *s, size_t model, const bool *steps)
{
	struct whitening whitening;
	int ret =
		whitening_make(&noise_models[model], s->runs, true, &whitening);

	for (size_t i = 0; !ret && i < s->count; i++) {
		const struct dense *series = &s->series[i];
		struct change_points found;

		if (!steps[i])
			continue;
		ret = change_points_find(series->value, series->count,
					 &whitening, &s->options, &found);
		free(found.step);
		s->costs[i].cost[model] = found.cost;
	}
	whitening_free(&whitening);
	return ret;
}

static int take_steps(const struct search *s, size_t series, size_t model,
		      const struct whitening *whitening,
		      struct series_steps *found)
{
	const struct dense *dense = &s->series[series];

	free(found->steps.step);
	found->noise = noise_models[model];
	if (change_points_find(dense->value, dense->count, whitening,
			       &s->options, &found->steps))
		return -1;
	for (size_t i = 0; i < found->steps.count; i++)
		found->steps.step[i].at = dense->run[found->steps.step[i].at];
	return 0;
}

/* Search the series that have this model. @choice: the model by series. */
static int search_with(const struct search *s, const size_t *choice,
		       size_t model, struct series_steps *found)
{
	struct whitening whitening = {0};
	int ret = 0;

	for (size_t i = 0; !ret && i < s->count; i++) {
		if (choice[i] != model)
			continue;
		if (!whitening.count)
			ret = whitening_make(&noise_models[model], s->runs,
					     true, &whitening);
		if (!ret)
			ret = take_steps(s, i, model, &whitening, &found[i]);
	}
	whitening_free(&whitening);
	return ret;
}

static bool wanders_alone(const struct search *s, const size_t *choice,
			  const struct series_steps *found, size_t i)
{
	if (found[i].steps.count && noise_may_walk(&s->costs[i], choice[i]))
		return true;
	/* A series that alone needs so much correlation is unlike others. */
	if (found[i].steps.count && choice[i] != s->shared &&
	    found[i].noise.phi >= ALONE_PHI)
		return true;
	return found[i].noise.phi > 0 && noise_wanders(&s->costs[i], 1);
}

static void judge_wandering(const struct search *s, const size_t *choice,
			    struct series_steps *found)
{
	bool all = noise_wanders(s->costs, s->count);

	for (size_t i = 0; i < s->count; i++) {
		found[i].wanders = !found[i].steps.drifts &&
				   s->costs[i].count &&
				   (all || wanders_alone(s, choice, found, i));
		if (found[i].wanders)
			found[i].steps.count = 0;
	}
}

static int search_chosen(const struct search *s, const size_t *choice,
			 struct series_steps *found)
{
	int ret = 0;

	for (size_t m = 0; !ret && m < NOISE_MODELS; m++)
		ret = search_with(s, choice, m, found);
	return ret;
}

static double drifting(const struct search *s, const struct series_steps *found)
{
	size_t count = 0;

	for (size_t i = 0; i < s->count; i++)
		count += found[i].steps.drifts;
	return (double)count;
}

/*
 * Choose the model that all series share. A few series cannot outvote one that
 * has steps, so their steps are taken into account.
 */
static int choose_shared(struct search *s, bool *steps, size_t *choice)
{
	int ret = 0;

	for (size_t m = 0; !ret && m < NOISE_MODELS; m++)
		ret = try_plain(s, m);
	for (size_t i = 0; i < s->count; i++)
		steps[i] = s->count < NOISE_SERIES_MIN;
	for (size_t m = 0; !ret && *steps && m < NOISE_MODELS; m++)
		ret = try_steps(s, m, steps);
	s->shared = noise_choose(s->costs, s->count);
	for (size_t i = 0; i < s->count; i++)
		choice[i] = s->shared;
	return ret;
}

/* Let series that need more correlation than the shared model have it. */
static int choose_own(struct search *s, bool *steps, size_t *choice,
		      const struct series_steps *found)
{
	bool any = false;
	int ret = 0;

	for (size_t i = 0; i < s->count; i++) {
		steps[i] = found[i].steps.count && !steps[i];
		any = any || steps[i];
	}
	for (size_t m = 0; !ret && any && m < NOISE_MODELS; m++)
		ret = try_steps(s, m, steps);
	for (size_t i = 0; i < s->count; i++)
		choice[i] = noise_choose_own(&s->costs[i], choice[i]);
	return ret;
}

/* Find the steps of series that share a noise model. */
static int find_steps(struct search *s, struct series_steps *found)
{
	size_t *choice = calloc(s->count + 1, sizeof(*choice));
	bool *steps = calloc(s->count + 1, sizeof(*steps));
	int ret = choice && steps ? 0 : -1;

	if (!ret)
		ret = choose_shared(s, steps, choice);
	if (!ret)
		ret = search_chosen(s, choice, found);
	if (!ret)
		ret = choose_own(s, steps, choice, found);
	if (!ret && drifting(s, found) >= CROWD &&
	    drifting(s, found) >= CROWD_SHARE * (double)s->count)
		s->options.line_margin = CROWD_MARGIN;
	if (!ret)
		ret = search_chosen(s, choice, found);
	if (!ret)
		judge_wandering(s, choice, found);
	free(steps);
	free(choice);
	return ret;
}

static int search_all(const double *value, size_t count, size_t runs,
		      const struct change_point_options *options,
		      struct series_steps *found)
{
	struct search s;
	int ret = search_make(value, count, runs, options, &s);

	if (!ret)
		ret = find_steps(&s, found);
	search_free(&s);
	return ret;
}

/* Write the steps of a series as a series: 0 at first, changed at each step. */
static void draw_steps(const struct change_points *steps, size_t runs,
		       double *to)
{
	double height = 0;
	size_t next = 0;

	for (size_t r = 0; r < runs; r++) {
		for (; next < steps->count && steps->step[next].at == r; next++)
			height += steps->step[next].after -
				  steps->step[next].before;
		to[r] = height;
	}
}

/*
 * Cells with steps pull the common level after them, and with it the cells that
 * have none. So the common level is found again without these steps.
 */
static int find_again(struct panel *panel, const double *values,
		      const struct change_point_options *options,
		      struct panel_steps *found)
{
	size_t size = panel->series * panel->runs, steps = 0;
	double *drawn;
	int ret = 0;

	for (size_t i = 0; i < panel->series; i++)
		steps += found->series[i].steps.count;
	if (!steps)
		return 0;
	drawn = calloc(size + 1, sizeof(*drawn));
	if (!drawn)
		return -1;
	for (size_t i = 0; i < panel->series; i++)
		draw_steps(&found->series[i].steps, panel->runs,
			   drawn + i * panel->runs);
	memcpy(panel->value, values, size * sizeof(*values));
	if (common_level_subtract(panel, drawn, found->level) < 0)
		ret = -1;
	free(drawn);
	return ret ? ret
		   : search_all(panel->value, panel->series, panel->runs,
				options, found->series);
}

/*
 * Series from which no common level was subtracted may all follow the machine.
 * While one of them drifts, steps of the others are taken for that drift.
 */
static void doubt_steps(struct series_steps *found, size_t count)
{
	bool any = false;

	for (size_t i = 0; i < count; i++)
		any = any || found[i].steps.drifts;
	for (size_t i = 0; any && i < count; i++) {
		if (!found[i].steps.count)
			continue;
		found[i].steps.count = 0;
		found[i].steps.drifts = true;
	}
}

static int find_all(struct panel *panel, const double *values,
		    const struct change_point_options *options,
		    struct panel_steps *found)
{
	/*
	 * The common level is one more series. Two thirds of the level are
	 * left for noise that no model describes well.
	 */
	const struct change_point_options each = {
		.level = options->level / (3 * ((double)panel->series + 1)),
		.tolerance = options->tolerance,
	};
	int known = common_level_subtract(panel, NULL, found->level);

	if (known < 0 || search_all(panel->value, panel->series, panel->runs,
				    &each, found->series))
		return -1;
	if (!known) {
		doubt_steps(found->series, panel->series);
		free(found->level);
		found->level = NULL;
		return 0;
	}
	if (find_again(panel, values, &each, found))
		return -1;
	return search_all(found->level, 1, panel->runs, &each, &found->common);
}

int panel_steps_find(struct panel *panel,
		     const struct change_point_options *options,
		     struct panel_steps *found)
{
	size_t size = panel->series * panel->runs;
	double *values = calloc(size + 1, sizeof(*values));
	int ret = -1;

	*found = (struct panel_steps){
		.series = calloc(panel->series + 1, sizeof(*found->series)),
		.level = calloc(panel->runs + 1, sizeof(*found->level)),
	};
	if (values && found->series && found->level) {
		memcpy(values, panel->value, size * sizeof(*values));
		ret = find_all(panel, values, options, found);
	}
	free(values);
	return ret;
}

void panel_steps_free(struct panel_steps *found, size_t series)
{
	for (size_t i = 0; found->series && i < series; i++)
		free(found->series[i].steps.step);
	free(found->series);
	free(found->level);
	free(found->common.steps.step);
	*found = (struct panel_steps){0};
}
