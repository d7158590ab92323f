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

#include "plan/batch.h"
#include "plan/plan.h"

struct answers;

enum answer {
	ANSWER_BAD, /* not according to the protocol */
	ANSWER_KERNEL,
	ANSWER_START,  /* a sample begins */
	ANSWER_SAMPLE, /* a sample is done, or has failed */
	ANSWER_END,
};

/* NULL: out of memory. Plan and batches must outlive the answers. */
struct answers *answers_new(const struct plan *plan,
			    const struct batches *batches, size_t batch);
void answers_free(struct answers *answers);

/*
 * Take one line of the agent. START and SAMPLE store the sample's @id; BAD
 * stores a message.
 */
enum answer answers_line(struct answers *answers, const char *line,
			 size_t length, size_t *id, char *error,
			 size_t error_size);

/* Whether two boots said the same, of every sample and of their kernels. */
bool answers_equal(const struct answers *a, const struct answers *b);

/* What is told once and was not: "kernel" or "end"; NULL: nothing lacks. */
const char *answers_lack(const struct answers *answers);

/* All of it as one object, borrowed; and back: NULL if it is not for this batch,
 * or out of memory. */
json_t *answers_json(const struct answers *answers);
struct answers *answers_from_json(const struct plan *plan,
				  const struct batches *batches, size_t batch,
				  const json_t *told);

/* The agent's lines without what only the protocol needs; NULL: not told. */
json_t *answers_kernel(const struct answers *answers);
json_t *answers_end(const struct answers *answers);
json_t *answers_sample(const struct answers *answers, size_t id);
/* Why a sample has no result; NULL: the agent told no error. */
const char *answers_error(const struct answers *answers, size_t id);

#endif
