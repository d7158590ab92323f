/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Verdicts on timed runs: whether a cell became slower or faster, did not
 * change, or whether that cannot be said. The unit of inference is the process
 * while each side is of one boot, and the boot when there are more.
 */
#ifndef TIMED_VERDICT_H
#define TIMED_VERDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/judged_cell.h"
#include "judge/run_series.h"
#include "judge/verdict.h"

struct timed_options {
	double threshold; /* ignore changes up to this share (0.01: 1 %) */
	double level;     /* share of false alarms that is allowed, 0 to 1 */
	bool one_run;     /* both sides are modes of one run (interleaved) */
};

/*
 * Judge the first @count of @cells. The series of all runs are in the order of
 * @cells; those from @count on only tell how the machine changed. Returns
 * @count verdicts, or NULL out of memory.
 */
struct verdicts *timed_verdicts(const struct run_series *base, size_t bases,
				const struct run_series *fresh, size_t freshes,
				const struct judged_cell *cells, size_t count,
				const struct timed_options *options);

#endif
