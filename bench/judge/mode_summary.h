/* SPDX-License-Identifier: GPL-2.0-only */
/* What changed in each mode: how many cells, and which of them most. */
#ifndef MODE_SUMMARY_H
#define MODE_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/comparison.h"

struct mode_summary {
	const char *base, *fresh; /* modes; the same but for RESULT:MODE */
	bool by_cost;
	size_t cells; /* that were compared */
	size_t count[VERDICTS];
	/*
	 * Of the cells that regressed or improved, the one whose change is the
	 * largest increase and the one whose change is the largest decrease;
	 * NULL: none has changed.
	 */
	const struct compared_cell *most, *least;
};

struct mode_summaries {
	size_t count;
	struct mode_summary *at; /* in the order in which modes occur */
};

/* Returns NULL out of memory; mode_summaries_free() afterwards. */
struct mode_summaries *mode_summaries_make(const struct comparison *c);
void mode_summaries_free(struct mode_summaries *summaries);

#endif
