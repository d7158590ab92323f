/* SPDX-License-Identifier: GPL-2.0-only */
/* Showing how far all shards of a fleet are, in one line. */
#ifndef FLEET_PROGRESS_H
#define FLEET_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "run/fleet_shard.h"

struct fleet_progress {
	FILE *to;
	int width;     /* columns of the terminal @to; 0: it is none */
	double start;  /* all times are of lib/monotonic.h */
	double before; /* share that was done at the start */
	double drawn;
	size_t drawn_tenth;
	bool line_open; /* a line that is redrawn is on the terminal */
};

/* Return the share of all samples that is done, from 0 to 1. */
double fleet_share(const struct fleet_shard *shards, size_t count);

void fleet_progress_begin(struct fleet_progress *p, FILE *to, int width,
			  double before, double now);

/* Show the state if there is something new to show. */
void fleet_progress_draw(struct fleet_progress *p,
			 const struct fleet_shard *shards, size_t count,
			 double now);
/* Clear the line that is redrawn, before anything else is printed. */
void fleet_progress_clear(struct fleet_progress *p);

#endif
