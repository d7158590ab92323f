/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The answers of one boot of a batch: the lines that its agent wrote, each
 * checked against what the batch was asked.
 */
#ifndef ANSWERS_H
#define ANSWERS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"
#include "plan/batch.h"
#include "plan/plan.h"

struct agent_output;

enum agent_line {
	AGENT_LINE_BAD, /* not according to the protocol */
	AGENT_LINE_KERNEL,
	AGENT_LINE_START,  /* a sample begins */
	AGENT_LINE_SAMPLE, /* a sample is done, or has failed */
	AGENT_LINE_END,
};

/* NULL: out of memory. Plan and batches must outlive the answers. */
struct agent_output *agent_output_new(const struct plan *plan,
				      const struct batches *batches,
				      size_t batch);
void agent_output_free(struct agent_output *answers);

/*
 * Take one line of the agent. START and SAMPLE store the sample's @id; BAD
 * stores a message.
 */
enum agent_line agent_output_line(struct agent_output *answers,
				  const char *line, size_t length, size_t *id,
				  struct error *error);

/* Whether two boots said the same, of every sample and of their kernels. */
bool agent_output_equal(const struct agent_output *a,
			const struct agent_output *b);

/* What is told once and was not: "kernel" or "end"; NULL: nothing lacks. */
const char *agent_output_missing(const struct agent_output *answers);

/* All of it as one object, borrowed; and back: NULL if it is not for this batch,
 * or out of memory. */
json_t *agent_output_json(const struct agent_output *answers);
struct agent_output *agent_output_from_json(const struct plan *plan,
					    const struct batches *batches,
					    size_t batch, const json_t *told);

/* The agent's lines without what only the protocol needs; NULL: not told. */
json_t *agent_output_kernel(const struct agent_output *answers);
json_t *agent_output_end(const struct agent_output *answers);
json_t *agent_output_sample(const struct agent_output *answers, size_t id);
/* Why a sample has no result; NULL: the agent told no error. */
const char *agent_output_error(const struct agent_output *answers, size_t id);

#endif
