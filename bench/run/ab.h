/* SPDX-License-Identifier: GPL-2.0-only */
/* mnbench ab: measuring two sides for a comparison. */
#ifndef AB_H
#define AB_H

#include "lib/error.h"
#include "run/ab_side.h"
#include "run/options.h"

#define AB_BOOTS_MAX 1000

struct ab_options {
	const char *specs[2]; /* BASE and NEW */
	const char *folder;   /* where results are kept; NULL: results/ab */
	/*
	 * The plan, venue, kernel of modules, overrides and jobs; no output
	 * and no shard.
	 */
	struct run_options run;
	size_t boots; /* runs of a side in a timed venue */
	bool again;   /* measure also what is kept */
};

/*
 * Build and measure both sides, unless their results are kept, and write to
 * @sides where the results are. In a timed venue, runs of the sides alternate.
 * Everything that can be refused is refused before anything is built. Returns
 * an exit status: STATUS_OK if both sides have results, though cells in them
 * may have failed; else either @error has a message or one has been printed.
 */
int ab_measure(const struct ab_options *options, struct ab_side sides[2],
	       struct error *error);

#endif
