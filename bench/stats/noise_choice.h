/* SPDX-License-Identifier: GPL-2.0-only */
/* Choosing a noise model for several series together. */
#ifndef NOISE_CHOICE_H
#define NOISE_CHOICE_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/noise_model.h"

/*
 * How badly each model fits one series with its steps, and without steps: see
 * change_points.h.
 */
struct noise_costs {
	double cost[NOISE_MODELS], plain[NOISE_MODELS];
	size_t count; /* of values; 0: the series does not take part */
};

/* Fewer series cannot outvote one that has steps. */
#define NOISE_SERIES_MIN 5

/*
 * The model of noise_models that all series share. With several series it is
 * the one that fits without steps, because steps can fit much that is noise; a
 * few series that have steps or differ do not move it. Of models that fit about
 * as well it is the one with the most correlation: too little of it gives false
 * steps, too much only needs more values.
 */
size_t noise_choose(const struct noise_costs *series, size_t count);

/* The model of one series: the shared one unless it needs more correlation. */
size_t noise_choose_own(const struct noise_costs *series, size_t shared);

/* Whether the model that fits best is that of a random walk. */
bool noise_wanders(const struct noise_costs *series, size_t count);

/*
 * Whether a random walk without steps fits a series about as well as @model
 * with the steps that were found in it.
 */
bool noise_may_walk(const struct noise_costs *series, size_t model);

#endif
