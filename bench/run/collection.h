/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The batches of a run, from wherever they come: measured now, kept from an
 * interrupted run, or measured elsewhere. What they must have in common is
 * checked here.
 */
#ifndef COLLECTION_H
#define COLLECTION_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "lib/error.h"
#include "plan/batch.h"
#include "plan/plan.h"
#include "plan/venue.h"
#include "run/agent_output.h"
#include "run/environment.h"

struct collection {
	const struct plan *plan;
	const struct batches *batches;
	json_t *header; /* of the partial file: what makes batches alike */
	bool *done;     /* by batch */
	size_t done_count;
	struct effort *efforts; /* by batch */
	struct agent_output **answers;
	json_t *machine; /* environment.machine but vcpus, from any batch */
};

/*
 * @build: environment.build, @config_sha256: of the kernel. NULL: out of
 * memory. Plan and batches must outlive the collection.
 */
struct collection *collection_new(const struct plan *plan,
				  const struct batches *batches,
				  const struct venue *venue,
				  const json_t *build,
				  const char *config_sha256);
void collection_free(struct collection *c);

/*
 * Take the answers that count for a batch, which it frees, measured on
 * @machine. Returns 0, or -1 with a message.
 */
int collection_take(struct collection *c, size_t batch,
		    struct agent_output *answers, const json_t *machine,
		    const struct effort *effort, struct error *error);

/* A batch as a line of a partial file, and back. NULL: out of memory. */
json_t *collection_line(const struct collection *c, size_t batch);
int collection_take_line(void *collection, const json_t *line,
			 struct error *error);

/* Which part of the headers differs, such as "build"; NULL: none. */
const char *headers_differ(const json_t *a, const json_t *b);

/* The result, when all are done. NULL with a message. */
json_t *collection_result(const struct collection *c, time_t started,
			  double wall_s, struct error *error);

#endif
