/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the processor counted in the kernel during the operations of a mode and
 * of its baseline: instructions, cycles, misses, IPIs.
 */
#ifndef PERF_SUMS_H
#define PERF_SUMS_H

#include <stdbool.h>

#include "judge/side.h"

enum perf_sum {
	PERF_INSTRUCTIONS,
	PERF_CYCLES,
	PERF_CACHE_MISSES,
	PERF_DTLB_MISSES,
	PERF_IPIS,
	PERF_CONTEXT_SWITCHES,
	PERF_SUMS,
};

/* The member of a sample's "perf" (docs/results.md). */
extern const char *const perf_sum_names[PERF_SUMS];

/* Per operation, medians over processes; NAN: the machine does not count it. */
struct perf_sums {
	double none[PERF_SUMS], mode[PERF_SUMS];
};

/* Returns 0, or -1 out of memory. */
int perf_sums_make(struct perf_sums *sums, const struct side *runs,
		   const struct cell *mode, const struct cell *none);

/* What the mode adds; NAN: not counted. */
double perf_added(const struct perf_sums *sums, enum perf_sum which);

/* Whether anything was counted. */
bool perf_known(const struct perf_sums *sums);

#endif
