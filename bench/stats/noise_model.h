/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Models of the noise of a series: independent values, values that are
 * correlated with their predecessors, or a sum of both.
 */
#ifndef NOISE_MODEL_H
#define NOISE_MODEL_H

#include <stddef.h>

/*
 * The correlation of two values that are d > 0 places apart is (1 - white) *
 * phi^d.
 */
struct noise_model {
	double phi;   /* 0 to below 1 */
	double white; /* the independent share of the variance, 0 to 1 */
};

/* The models to choose from. The first one is independent noise. */
#define NOISE_MODELS 16
extern const struct noise_model noise_models[NOISE_MODELS];

/*
 * By how much correlation raises the variance of the mean of a long series. For
 * the last models this is so much that the series wanders like a random walk.
 */
double noise_model_inflation(const struct noise_model *model);

#endif
