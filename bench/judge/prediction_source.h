/* SPDX-License-Identifier: GPL-2.0-only */
/* The two sides of a prediction: what they must be, and where they are from. */
#ifndef PREDICTION_SOURCE_H
#define PREDICTION_SOURCE_H

#include "judge/side.h"

/* Where one of the two sides comes from. Texts are owned. */
struct prediction_source {
	char *path, *venue, *kernel, *machine, *cpu, *plan;
	size_t runs, boots, processes; /* processes: of a cell, at most */
};

/* Returns 0, or -1 with a message. */
int prediction_source_check(const struct side *exact, const struct side *timed,
			    struct error *error);

/* Returns 0, or -1 out of memory. prediction_source_free() in either case. */
int prediction_source_set(struct prediction_source *source,
			  const struct side *runs);
void prediction_source_free(struct prediction_source *source);

#endif
