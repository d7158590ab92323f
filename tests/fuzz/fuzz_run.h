/* SPDX-License-Identifier: GPL-2.0-only */
/* The run whose partial results and agent output are fuzzed. */
#ifndef FUZZ_RUN_H
#define FUZZ_RUN_H

#include <jansson.h>

#include "lib/error.h"
#include "plan/batch.h"
#include "plan/plan.h"

#define FUZZ_BATCHES 2

struct fuzz_run {
	struct plan *plan;
	struct batches *batches; /* FUZZ_BATCHES of them */
};

/* Two batches of two cells, with two samples of two operations each. */
const struct fuzz_run *fuzz_run(void);

/*
 * Check what a run has made of its batches: a result that can be stored and
 * read again, or an error if @root is NULL.
 */
void fuzz_run_check_result(const json_t *root, const struct error *error);

#endif
