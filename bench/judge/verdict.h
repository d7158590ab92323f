/* SPDX-License-Identifier: GPL-2.0-only */
/* Verdicts: what a comparison says of each cell. */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/inference.h"

enum verdict {
	VERDICT_UNCHANGED, /* timed: proved to be within the threshold */
	VERDICT_IMPROVED,
	VERDICT_REGRESSED,
	VERDICT_INCONCLUSIVE, /* timed only: neither is proved */
	/* It changed, but by no more than the threshold. */
	VERDICT_MOVED,
	VERDICTS, /* how many there are */
};

/* "unchanged", "improved", "regressed", "inconclusive" or "moved". */
const char *verdict_name(enum verdict verdict);

/* Why a cell, or no cell of a comparison, can be judged. */
enum unfit {
	FIT,
	UNFIT_BOOTS,  /* the sides are of different boots, too few of them */
	UNFIT_FEW,    /* a side has fewer than UNITS_NEEDED units */
	UNFIT_UNEVEN, /* a side has few units, the other UNITS_RATIO as many */
	UNFIT_ZERO,   /* a process took no time by the clock of the venue */
	UNFIT_COARSE, /* the clock's resolution hides how processes differ */
	UNFIT_CLOCK,  /* cells wander by themselves; the noise is not shared */
	UNFIT_ALONE,  /* too few cells to tell a change of the machine */
};

/* The least number of units, that is of processes or boots, of a side. */
#define UNITS_NEEDED 5
/* The least number of cells, or of workloads, that tell a common shift. */
#define LEAST_WITNESSES 4
/*
 * The most units of a side for one of the other side, where that has fewer than
 * UNITS_MANY.
 */
#define UNITS_RATIO 4
#define UNITS_MANY  20

/* A word for programs, such as "boots"; NULL for FIT. */
const char *unfit_name(enum unfit unfit);
/* What follows "not judged: " in a sentence; NULL for FIT. */
const char *unfit_text(enum unfit unfit);

struct cell_verdict {
	enum verdict verdict;
	double ratio;     /* NEW to BASE; NAN where there is none */
	double low, high; /* timed: the confidence interval of the ratio */
	double p;         /* corrected for the number of cells */
	bool moved;       /* exact: the operations take other times */
	/*
	 * INCONCLUSIVE: how many more units (processes or boots) a side needs,
	 * estimated; 0: more would not help.
	 */
	size_t more;
	enum unfit unfit; /* why this cell alone is not judged */
	/*
	 * Timed: the logarithm of the time on each side, by the clock of the
	 * other cells, with the common shift still in it. The mean is NAN
	 * where there is none.
	 */
	struct centre base, fresh;
};

/*
 * By how much the machine itself changed from BASE to NEW, which was taken out
 * of all cells.
 */
struct common_shift {
	double ratio, low, high; /* NEW to BASE; its confidence interval */
	size_t cells;            /* that it comes from; 0: none taken out */
	bool all;                /* from cells of any mode, not of `none` */
	/* The same as a logarithm, as it enters the error of each cell. */
	struct centre centre;
};

struct verdicts {
	enum unfit unfit; /* why no cell can be judged */
	/*
	 * Timed: the smallest p of the A/A tests of all runs, else 1. Nothing
	 * is reliable below AA_TEST_LEVEL.
	 */
	double aa_p;
	struct common_shift shift;
	bool boots; /* timed: units are boots, not processes */
	size_t count;
	struct cell_verdict *at; /* one for each cell, in their order */
};

/* @count verdicts of VERDICT_UNCHANGED, or NULL out of memory. */
struct verdicts *verdicts_new(size_t count);
void verdicts_free(struct verdicts *verdicts);

#endif
