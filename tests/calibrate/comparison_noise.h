/* SPDX-License-Identifier: GPL-2.0-only */
/* Noise of timed runs: what processes, cells, machines and boots do. */
#ifndef COMPARISON_NOISE_H
#define COMPARISON_NOISE_H

#include "comparison_models.h"

noise_model independent, drift, ar1_half, ar1_strong, spikes, levels;

/* The machine changes its speed once, by 1 %, in each run. */
noise_model step_within;
/* Each run is as fast as the machine happened to be: 3 %. */
noise_model step_between;
/* The machine has two speeds, 30 % apart, for parts of each run. */
noise_model speeds;
/* Workloads follow the machine by unlike shares: 1 % between two runs. */
noise_model unlike_workloads;
/* Processes are of two kinds, 3 % apart. */
noise_model bimodal;
/* Student's t with 3 degrees of freedom. */
noise_model heavy_tails;
/* Times with a long tail to one side: half of the noise is exponential. */
noise_model skewed;
/* Cells have noise of their own size, .3 to 10 %. */
noise_model mixed_sizes;
/* The same, in a machine with levels. */
noise_model mixed_sizes_levels;
/* Each cell wanders by itself in time, AR(1) of 0.9. */
noise_model own_wander;
/* The noise grows to its threefold in the course of a run. */
noise_model growing;
noise_model none_at_all;

/* Each boot is slower or faster as a whole, by .3, 1 or 3 %. */
noise_model boots_small, boots_middle, boots_large;
/* A fifth of the boots has a cell 2.5 % slower, each cell by itself. */
noise_model layouts;
/* Each boot has each cell slower or faster, by .3 %. */
noise_model boot_cells;

#endif
