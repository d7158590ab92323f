/* SPDX-License-Identifier: GPL-2.0-only */
/* Noise that the models of runs and of histories share. */
#ifndef NOISE_H
#define NOISE_H

#include <gsl/gsl_rng.h>
#include <stddef.h>

#define NOISE_CV 0.01 /* of a value, unless a model says otherwise */

/*
 * Fill @noise with the share that each of @count successive values differs from
 * the value without noise. @run: number of earlier runs of the comparison; 0 in
 * a history.
 */
void noise_iid(gsl_rng *rng, size_t run, double *noise, size_t count);
void noise_drift(gsl_rng *rng, size_t run, double *noise, size_t count);
void noise_ar1(gsl_rng *rng, size_t run, double *noise, size_t count);
void noise_spikes(gsl_rng *rng, size_t run, double *noise, size_t count);

#endif
