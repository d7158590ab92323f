/* SPDX-License-Identifier: GPL-2.0-only */
/* Making the result of a run from the output of the agent in each batch. */
#ifndef RECORD_H
#define RECORD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"
#include "plan/batch.h"
#include "plan/plan.h"
#include "run/agent_output.h"
#include "run/looks.h"

/* Members of the result that are not of one batch; all borrowed. */
struct record_environment {
	const char *venue, *unit;
	json_t *machine; /* environment.machine without vcpus */
	json_t *build;   /* environment.build */
	json_t *host;
	const char *config_sha256; /* of the kernel */
	const struct looks *looks; /* NULL: the plan has none */
};

/*
 * Return true if a result has batch @batch. A round that no look has followed
 * is not there yet, and a batch whose cells have all left never was.
 */
bool record_has_batch(const struct batches *batches, const struct looks *looks,
		      size_t batch);

/* What the batches and the cells of a result are made of. */
struct record {
	const struct plan *plan;
	const struct batches *batches;
	const struct agent_output *const *outputs; /* by batch */
	const struct looks *looks;                 /* NULL: there are none */
};

/* A result needs what record_check_batch() finds missing. */
int record_check_batch(const struct record *record, size_t batch,
		       struct error *error);

/*
 * Make an element of `batches` or of `cells`. The outputs of other batches are
 * not used. Returns NULL if out of memory.
 */
json_t *record_batch(const struct record *record, size_t batch);
json_t *record_cell(const struct record *record, size_t cell);

/*
 * Make a result whose `batches` and `cells` are null. @kernel: the line that
 * the agent of the first batch wrote. Returns NULL with a message.
 */
json_t *record_frame(const struct plan *plan,
		     const struct record_environment *environment,
		     const json_t *kernel, struct error *error);

/* Make the member `plan` of a result. Returns NULL if out of memory. */
json_t *record_plan(const struct plan *plan);

/*
 * Make the object of a result file from the output of each batch, and compare
 * its counters with the oracle's prediction. Returns NULL with a message.
 */
json_t *record_result(const struct plan *plan, const struct batches *batches,
		      const struct agent_output *const *outputs,
		      const struct record_environment *environment,
		      struct error *error);

#endif
