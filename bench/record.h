/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record of a run in progress: the answers that were accepted for each
 * batch, and the result that follows from them.
 */
#ifndef RECORD_H
#define RECORD_H

#include <jansson.h>
#include <stddef.h>

#include "answers.h"
#include "batch.h"
#include "plan.h"

struct record;

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

/* The answers that count for a batch, once for each; the record frees them. */
void record_accept(struct record *record, size_t batch,
		   struct answers *answers);

/* The result file's object, oracle checked; NULL with a message. */
json_t *record_result(const struct record *record,
		      const struct record_facts *facts, char *error,
		      size_t error_size);

#endif
