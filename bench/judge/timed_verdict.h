/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Verdicts on timed runs: whether a cell became slower or faster, did not
 * change, or whether that cannot be told. The unit of inference is the process
 * while there is one run a side, and the run, that is the boot, when there are
 * more. Values are natural logarithms of what a process took, so that
 * differences are ratios.
 */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdbool.h>
#include <stddef.h>

/* The processes that measured one cell in one run. */
struct cell_series {
	double *value; /* logarithm of the median operation of each */
	size_t *when;  /* how many processes of the run came before it */
	size_t count;
};

/* One run: the same cells, in the same order, as every other. */
struct run_series {
	struct cell_series *cell;
	size_t cells;
	const char *boot; /* what tells boots apart, or NULL */
};

enum verdict {
	VERDICT_UNCHANGED, /* within the tolerance, and that is proved */
	VERDICT_IMPROVED,
	VERDICT_REGRESSED,
	VERDICT_INCONCLUSIVE,
};

struct verdict_options {
	double tolerance; /* a share: 0.01 is 1 % */
	double level;     /* share of runs, or of alarms, that may be false */
	bool one_run; /* both sides are the same run, so nothing came between */
};

struct cell_verdict {
	bool primary; /* in: under Holm's correction, else Benjamini-Hochberg */
	enum verdict verdict;
	double ratio;     /* new to base; NAN where there is none */
	double low, high; /* its interval, of confidence 1 - level */
	double p;         /* adjusted */
	size_t more; /* INCONCLUSIVE: units a side that lack, estimated; 0: more
			would not help */
};

/* Why no cell of a comparison can be judged. */
enum unfit {
	FIT,
	UNFIT_DRIFT, /* a run drifted more than the tolerance */
	UNFIT_BOOTS, /* one run a side, from different boots */
};

/*
 * Judge all cells. @verdicts: one for each, with `primary` filled in. Returns
 * why all are inconclusive, FIT if they are not, or -1 out of memory.
 */
int verdicts_of(const struct run_series *base, size_t bases,
		const struct run_series *fresh, size_t freshes,
		const struct verdict_options *options,
		struct cell_verdict *verdicts);

/*
 * Whether two sets of cells that measured the same in one run differ: the A/A
 * arm. @pairs: indices of cells. Returns the smallest adjusted p, or -1 out of
 * memory; 1 without pairs.
 */
double aa_arms_differ(const struct run_series *run, const size_t (*pairs)[2],
		      size_t count);

#endif
