/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How well instructions predict time: what modes add to operations in
 * instructions, from a result of an exact venue, held against what they add in
 * nanoseconds, from results of a timed venue.
 */
#ifndef PREDICTION_H
#define PREDICTION_H

#include <stdbool.h>

#include "judge/perf_sums.h"
#include "judge/prediction_source.h"
#include "judge/side.h"
#include "stats/origin_line.h"

/* What is beyond this share of what the line says is off it. */
#define PREDICTION_THRESHOLD 0.25

/* Why a cell takes no part in fitting the line. */
enum left_out {
	LEFT_NOT,
	LEFT_WAITS,   /* the device has a latency: time, but no instructions */
	LEFT_THREADS, /* several threads run, which wait for each other */
	LEFT_FEW,     /* too few processes or boots */
	LEFT_REASONS,
};

/* A word for programs, "waits"; NULL for LEFT_NOT. */
const char *left_out_name(enum left_out reason);

struct predicted_cell {
	struct cell cell;
	enum left_out left_out;
	double instructions; /* added over none */
	double none_instructions;
	double time; /* added over none, in ns; NAN if LEFT_FEW */
	double low, high, error, df; /* its interval of 95 %, standard error */
	double none_time;
	/* Callbacks of an operation: in the exact result, in the timed ones. */
	double callbacks[2];
	struct perf_sums perf; /* what the processor counted, timed */
	/* Set by prediction_judge(): */
	double predicted; /* by the line, in ns; NAN without one */
	double p;         /* of being on it, corrected for all cells */
	bool off;         /* proved, and by more than the threshold */
};

struct prediction {
	struct prediction_source exact, timed;
	/* Only EXACT waited for RCU before each operation. */
	bool quiesced;
	double threshold;
	size_t count;
	struct predicted_cell *cells;
	bool has_line;
	struct origin_line line;
	/* Cells of modes that only one side has, or that have failed. */
	size_t unpaired;
};

/*
 * Hold results against each other. @exact: one run of an exact venue, or a
 * reference; @timed: runs of one timed venue, kernel and machine. Cells of mode
 * none have no row. Where EXACT waits for RCU before each operation and TIMED
 * does not, the cells of EXACT are changed to match. Returns NULL with a
 * message, also if no cell is in both.
 */
struct prediction *prediction_make(const struct side *exact,
				   const struct side *timed, double threshold,
				   struct error *error);
void prediction_free(struct prediction *prediction);

/*
 * Fit the line to what the cells have measured, and say which are off it.
 * Returns 0, or -1 out of memory.
 */
int prediction_judge(struct prediction *prediction);

bool prediction_kernels_differ(const struct prediction *prediction);

#endif
