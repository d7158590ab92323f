/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The A/A test of a timed run: the run measures each baseline twice, as arm a
 * and arm b (plan/aa_arms.h). Both arms are the same, so a difference between
 * them is an error of the run.
 */
#ifndef AA_TEST_H
#define AA_TEST_H

#include <stddef.h>

#include "judge/boots.h"
#include "judge/judged_cell.h"
#include "judge/run_series.h"
#include "judge/side.h"
#include "result/result.h"

/* A run is void below this p: so is one sound run in a hundred. */
#define AA_TEST_LEVEL 0.01

/*
 * The smallest p, corrected for their number, of the hypotheses that the two
 * arms of a baseline do not differ. Returns 1 for a run without arms, -1 out of
 * memory.
 */
double aa_test_run(const struct result *run);

/* The same over all runs of two sides, corrected for the number of runs. */
double aa_test_sides(const struct side *base, const struct side *fresh);

/* The same for pairs of cells of one run, given as their indices. */
double aa_test_pairs(const struct run_series *run, const size_t (*pairs)[2],
		     size_t count);

/*
 * The same over the boots of two sides: how the arms differ in a boot is
 * particular to it, and must be nothing on average.
 */
double aa_test_boots(const struct boots *base, const struct boots *fresh,
		     const struct judged_cell *cells, size_t count);

#endif
