/* SPDX-License-Identifier: GPL-2.0-only */
/* mnbench run: from a plan to a result file. */
#ifndef RUN_H
#define RUN_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"
#include "lib/message.h"
#include "lib/path.h"
#include "plan/batch.h"
#include "plan/plan.h"
#include "plan/venue.h"
#include "run/collection.h"
#include "run/run_folder.h"

#define RUN_SET_MAX 64

struct run_options {
	const char *plan, *venue, *kernel, *output;
	char *set[RUN_SET_MAX];
	size_t set_count;
	size_t jobs; /* 0: one for each CPU */
	bool resume;
	/* This one of so many parts, from 1; 0 of 0: all. */
	size_t shard, shards;
};

struct run {
	const struct run_options *options;
	const struct venue *venue;
	char kernel[PATH_MAX]; /* its name, for people */
	struct sources sources;
	char folder[PATH_ROOM];
	char output[PATH_ROOM];
	struct plan *plan;
	struct batches *batches;
	struct collection *collection;
	bool *skip; /* by batch: there already, or not of this shard */
	char partial_path[PATH_ROOM];
	int partial; /* descriptor; -1: not open */
	struct error error;
};

/*
 * Refuse everything that can be refused, and make what is measured with. Returns
 * 0, or -1 with the message in run->error. run_free() in either case.
 */
int run_prepare(struct run *run);
void run_free(struct run *run);

/* Measure and store. Returns an exit status; the user has been told. */
int run_plan(const struct run_options *options);

#endif
