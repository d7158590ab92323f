/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Progress of a run: one line that is redrawn on a terminal, plain lines
 * elsewhere, with a remaining time that can be believed. Time is handed in, in
 * seconds of any clock that only goes forward.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "plan/batch.h"
#include "plan/plan.h"

struct progress;

/*
 * @done: by batch, those that are not measured; @boots: of each other, as far as
 * can be foreseen; @jobs: guests that run at once; @width: columns of the terminal, 0 where it is none. NULL: out of
 * memory.
 */
struct progress *progress_new(const struct plan *plan,
			      const struct batches *batches, const bool *done,
			      size_t boots, size_t jobs, FILE *to, int width,
			      double now);
void progress_free(struct progress *progress);

/* Boots of a batch are counted from 0; one that was not foreseen adds to what
 * is to be done. */
void progress_boot(struct progress *progress, size_t batch, size_t boot,
		   double now);
/* Of a sample, in this boot of its batch. */
void progress_start(struct progress *progress, size_t boot, size_t id,
		    double now);
void progress_done(struct progress *progress, size_t boot, size_t id,
		   double now);
/* The boot is over, its guest has gone. */
void progress_off(struct progress *progress, size_t batch, size_t boot);

/* Show the state if there is something new to show. */
void progress_draw(struct progress *progress, double now);
/* Clear the redrawn line, before anything else is printed. */
void progress_clear(struct progress *progress);

/* Seconds that are left, not smoothed; negative: not known yet. */
double progress_left(const struct progress *progress, double now);

#endif
