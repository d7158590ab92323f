/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One shard of a fleet: the command that measures it, what that command prints,
 * and the files that belong to the shard.
 *
 * Its part is RESULT.shard-I-of-N, beside the result; until it is whole, its
 * batches may be in that file's .partial, and what the command prints is in its
 * .log.
 */
#ifndef FLEET_SHARD_H
#define FLEET_SHARD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "lib/error.h"
#include "run/options.h"

#define FLEET_LINE_MAX 400 /* of what a command prints; the rest is cut */

enum fleet_state {
	FLEET_WAITS, /* to be started, perhaps again */
	FLEET_RUNS,
	FLEET_DONE, /* its part is whole */
	FLEET_LOST, /* it was tried often enough */
};

struct fleet_shard {
	struct shard shard;
	char *part, *partial, *log;
	char *command;
	enum fleet_state state;
	size_t tries;    /* that began */
	double start_at; /* not before, by the clock of lib/monotonic.h */
	pid_t pid;
	int output;                /* the pipe from the command */
	int log_fd;                /* @log, open while it runs */
	size_t most;               /* samples of all its boots */
	double done;               /* share of them that is done */
	char line[FLEET_LINE_MAX]; /* what came of the current line */
	size_t length;
	char last[FLEET_LINE_MAX]; /* the last line that was no progress */
};

/*
 * Name the files and the command of shard @number, which has @samples, those of
 * each boot counted. Returns 0, or -1 if out of memory. fleet_shard_free() in
 * either case.
 */
int fleet_shard_make(struct fleet_shard *s, const struct run_options *options,
		     size_t number, size_t samples);
void fleet_shard_free(struct fleet_shard *s);

/* Start a try. Returns 0, or -1 with a message. */
int fleet_shard_start(struct fleet_shard *s, struct error *error);

/* Take what the command has printed so far. */
void fleet_shard_read(struct fleet_shard *s);

/*
 * Return true if the command has ended, with exit status @status. Then all that
 * it printed was taken, and its files are closed.
 */
bool fleet_shard_ended(struct fleet_shard *s, int *status);

/* Remove the files of a shard that is in a result. */
void fleet_shard_remove(const struct fleet_shard *s);

#endif
