// SPDX-License-Identifier: GPL-2.0-only
/* The models of the noise of a series to choose from. */
#include "stats/noise_model.h"

const struct noise_model noise_models[NOISE_MODELS] = {
	{0, 0},       {0.15, 0},   {0.3, 0},    {0.45, 0},
	{0.6, 0},     {0.75, 0},   {0.85, 0},   {0.9, 0},
	{0.95, 0},    {0.98, 0},   {0.9, 0.3},  {0.9, 0.6},
	{0.95, 0.85}, {0.98, 0.3}, {0.98, 0.6}, {0.98, 0.85},
};

double noise_model_inflation(const struct noise_model *model)
{
	return model->white +
	       (1 - model->white) * (1 + model->phi) / (1 - model->phi);
}
