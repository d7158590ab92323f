// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whitening by a Kalman filter: each value is replaced by the error of its
 * prediction from the values before it, in standard deviations.
 */
#include "stats/whitening.h"

#include <math.h>
#include <stdlib.h>

static void make_gains(struct whitening *w, const struct noise_model *model)
{
	double share = 1 - model->white, phi = model->phi;
	double state = share; /* variance of what is predictable */

	w->logs[0] = 0;
	for (size_t t = 0; t < w->count; t++) {
		double variance = state + model->white;

		w->gain[t] = phi * state / variance;
		w->scale[t] = 1 / sqrt(variance);
		w->logs[t + 1] = w->logs[t] + log(variance);
		state = phi * phi * state + share * (1 - phi * phi) -
			w->gain[t] * w->gain[t] * variance;
	}
}

static void add_up(const double *a, const double *b, size_t first, size_t count,
		   double *sum)
{
	double total = 0;

	for (size_t t = first; t < count; t++)
		sum[t] = total += a[t] * b[t];
}

static void make_step(struct whitening *w, size_t at)
{
	double *step = w->step + at * w->count;

	for (size_t t = at; t < w->count; t++)
		step[t] = 1;
	whitening_apply(w, step, w->count);
	add_up(step, step, at, w->count, w->own + at * w->count);
	add_up(step, w->step, at, w->count, w->level + at * w->count);
}

int whitening_make(const struct noise_model *model, size_t count, bool steps,
		   struct whitening *w)
{
	size_t places = steps ? count : count > 0, square = places * count;
	double *room = calloc(3 * square + 3 * count + 1, sizeof(*room));

	*w = (struct whitening){.count = count, .phi = model->phi};
	if (!room)
		return -1;
	w->step = room;
	w->own = room + square;
	w->level = w->own + square;
	w->gain = w->level + square;
	w->scale = w->gain + count;
	w->logs = w->scale + count;
	make_gains(w, model);
	for (size_t at = 0; at < places; at++)
		make_step(w, at);
	return 0;
}

void whitening_free(struct whitening *w)
{
	free(w->step);
	*w = (struct whitening){0};
}

void whitening_apply(const struct whitening *w, double *values, size_t count)
{
	double predicted = 0;

	for (size_t t = 0; t < count; t++) {
		double error = values[t] - predicted;

		predicted = w->phi * predicted + w->gain[t] * error;
		values[t] = error * w->scale[t];
	}
}

const double *whitening_step(const struct whitening *w, size_t at)
{
	return w->step + at * w->count;
}
