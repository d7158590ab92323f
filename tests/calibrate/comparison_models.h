/* SPDX-License-Identifier: GPL-2.0-only */
/* Models of the noise of timed runs. */
#ifndef COMPARISON_MODELS_H
#define COMPARISON_MODELS_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stddef.h>

/* The processes of a run that is made up, in the order in which they run. */
struct run_shape {
	size_t run;         /* how many runs of the comparison came before */
	size_t count;       /* processes */
	const size_t *cell; /* of each process */
	size_t cells;       /* of the plan */
};

/*
 * Fill @noise with the share that the time of each process differs from the
 * model without noise.
 */
typedef void noise_model(gsl_rng *rng, const struct run_shape *run,
			 double *noise);

struct comparison_model {
	const char *name;
	noise_model *fill;
	size_t processes[2]; /* of a cell, in BASE and in NEW */
	size_t runs;         /* of a side */
	size_t boots;        /* of a side; 0: all runs are of one boot */
	double step;         /* of the clock, in ns; 0: it has none */
	bool workload;       /* the effect is in all modes of a workload */
	bool secondary;      /* half of the cells are secondary */
	bool one_run;        /* compare two modes of one run */
	const char *what;    /* what happens instead of finding 2 %, or NULL */
};

/* An entry without a name ends the table. */
extern const struct comparison_model comparison_models[];

/* The sizes of the table of power. */
extern const struct comparison_model power_models[];

#endif
