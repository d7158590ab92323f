/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The output of the agent in one boot of a batch: its lines (docs/protocol.md),
 * each checked against the samples of the batch.
 */
#ifndef AGENT_OUTPUT_H
#define AGENT_OUTPUT_H

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

/*
 * Begin the output of a boot of @batch. Returns NULL if out of memory. Plan and
 * batches must outlive it.
 */
struct agent_output *agent_output_new(const struct plan *plan,
				      const struct batches *batches,
				      size_t batch);
void agent_output_free(struct agent_output *output);

/*
 * Take a line of @length bytes. AGENT_LINE_START and AGENT_LINE_SAMPLE store
 * the sample's @id, AGENT_LINE_BAD stores a message.
 */
enum agent_line agent_output_line(struct agent_output *output, const char *line,
				  size_t length, size_t *id,
				  struct error *error);

/* Return true if two boots gave the same output, in whatever order. */
bool agent_output_equal(const struct agent_output *a,
			const struct agent_output *b);

/*
 * Check that the lines are there that every agent writes, of its kernel and at
 * its end. Returns 0, or -1 with a message.
 */
int agent_output_check_whole(const struct agent_output *output,
			     struct error *error);

/* All of it as one object, borrowed. */
json_t *agent_output_json(const struct agent_output *output);

/*
 * Make the output of such an object, whose types partial_read() checked.
 * Returns NULL if it has other samples than @batch, or if out of memory.
 */
struct agent_output *agent_output_from_json(const struct plan *plan,
					    const struct batches *batches,
					    size_t batch, const json_t *json);

/*
 * Lines of the agent without the fields that only the protocol needs, borrowed;
 * NULL if there is no such line.
 */
json_t *agent_output_kernel(const struct agent_output *output);
json_t *agent_output_end(const struct agent_output *output);
json_t *agent_output_sample(const struct agent_output *output, size_t id);
/* Why a sample has no result; NULL if the agent reported no error. */
const char *agent_output_error(const struct agent_output *output, size_t id);

#endif
