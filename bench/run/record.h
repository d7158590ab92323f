/* SPDX-License-Identifier: GPL-2.0-only */
/* From the answers that count for each batch to the result of a run. */
#ifndef RECORD_H
#define RECORD_H

#include <jansson.h>
#include <stddef.h>

#include "lib/error.h"
#include "plan/batch.h"
#include "plan/plan.h"
#include "run/agent_output.h"

/* What the result says of the run beside its samples; all borrowed. */
struct record_environment {
	const char *venue, *unit;
	json_t *machine; /* environment.machine but vcpus */
	json_t *build;   /* environment.build */
	json_t *host;
	const char *config_sha256;
};

/* What a result says of its plan. */
json_t *record_plan(const struct plan *plan);

/*
 * The result file's object, oracle checked, from the answers of each batch;
 * NULL with a message.
 */
json_t *record_result(const struct plan *plan, const struct batches *batches,
		      const struct agent_output *const *answers,
		      const struct record_environment *facts,
		      struct error *error);

#endif
