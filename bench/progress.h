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

#include "batch.h"
#include "plan.h"

struct progress;

/* @width: columns of the terminal, 0 where it is none. NULL: out of memory. */
struct progress *progress_new(const struct plan *plan,
			      const struct batches *batches, size_t jobs,
			      FILE *to, int width, double now);
void progress_free(struct progress *progress);

void progress_boot(struct progress *progress, size_t batch, double now);
void progress_start(struct progress *progress, size_t id, double now);
void progress_done(struct progress *progress, size_t id, double now);
/* The batch is over, its guest has gone. */
void progress_off(struct progress *progress, size_t batch);

/* Show the state if there is something new to show. */
void progress_draw(struct progress *progress, double now);
/* Clear the redrawn line, before anything else is printed. */
void progress_clear(struct progress *progress);

/* Seconds that are left, not smoothed; negative: not known yet. */
double progress_left(const struct progress *progress, double now);

#endif
