/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The progress of a run: one line that is redrawn on a terminal, plain lines
 * elsewhere. Times, boots and samples are those of run/estimate.h.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "plan/batch.h"
#include "plan/plan.h"

struct progress;

/* Return the columns of the terminal at @fd; 0: it is no terminal. */
int progress_width(int fd);

/*
 * Begin to show progress. @width: columns of the terminal @to; 0: it is none.
 * The other arguments are those of estimate_new(). Returns NULL if out of
 * memory.
 */
struct progress *progress_new(const struct plan *plan,
			      const struct batches *batches, const bool *skip,
			      size_t boots, size_t jobs, FILE *to, int width,
			      double now);
void progress_free(struct progress *progress);

/* What happens, as in estimate_boot() and so on. */
void progress_boot(struct progress *progress, size_t batch, size_t boot,
		   double now);
void progress_start(struct progress *progress, size_t boot, size_t id,
		    double now);
void progress_done(struct progress *progress, size_t boot, size_t id,
		   double now);
void progress_off(struct progress *progress, size_t batch, size_t boot);

/* Batches that did not begin have lost samples, as in estimate_revise(). */
void progress_revise(struct progress *progress);

/* Show the state if there is something new to show. */
void progress_draw(struct progress *progress, double now);
/* Clear the line that is redrawn, before anything else is printed. */
void progress_clear(struct progress *progress);

#endif
