/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record of a run in progress: what the agents answered, checked against
 * what they were asked, and the result that follows from it.
 */
#ifndef RECORD_H
#define RECORD_H

#include <jansson.h>
#include <stddef.h>

#include "batch.h"
#include "plan.h"

struct record;

enum answer {
	ANSWER_BAD, /* not according to the protocol */
	ANSWER_KERNEL,
	ANSWER_START,  /* a sample begins */
	ANSWER_SAMPLE, /* a sample is done, or has failed */
	ANSWER_END,
};

/* What the result says of the run beside its samples; all borrowed. */
struct record_facts {
	const char *venue, *unit;
	json_t *machine; /* environment.machine but vcpus */
	json_t *build;   /* environment.build */
	json_t *host;
	const char *config_sha256;
};

/* NULL: out of memory. Both must outlive the record. */
struct record *record_new(const struct plan *plan,
			  const struct batches *batches);
void record_free(struct record *record);

/*
 * Take one line that the agent of a batch wrote. START and SAMPLE store the
 * sample's @id; BAD stores a message.
 */
enum answer record_line(struct record *record, size_t batch, const char *line,
			size_t length, size_t *id, char *error,
			size_t error_size);

/* The result file's object, oracle checked; NULL with a message. */
json_t *record_result(const struct record *record,
		      const struct record_facts *facts, char *error,
		      size_t error_size);

#endif
