/* SPDX-License-Identifier: GPL-2.0-only */
/* Measuring the batches of a run: guests run, and their output is collected. */
#ifndef MEASURE_H
#define MEASURE_H

#include "lib/error.h"
#include "run/collection.h"
#include "run/environment.h"
#include "run/schedule.h"

/* The partial file, to which batches are appended (result/partial.h). */
struct partial_file {
	const char *path;
	int fd;
};

/*
 * Run the guests of a schedule from the run's @folder (run/run_folder.h). Each
 * batch is collected, and is on the disk in the partial file before the next
 * one counts. Returns an exit status; unless it is STATUS_OK, either @error has
 * a message or one has been printed.
 */
int measure_batches(struct collection *collection,
		    const struct environment *environment,
		    const struct schedule *schedule, const char *folder,
		    const struct partial_file *partial, struct error *error);

#endif
