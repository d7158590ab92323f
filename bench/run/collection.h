/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The batches of a run: measured now, kept from an interrupted run, or read
 * from a shard's file. A collection refuses batches that do not belong
 * together.
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
#include "run/effort.h"
#include "run/looks.h"
#include "run/spill.h"

struct collection {
	const struct plan *plan;
	struct batches *batches; /* with looks, cells leave them */
	const struct venue *venue;
	json_t *header;      /* of the partial file (run/partial_header.h) */
	bool *done;          /* by batch: it was taken, or has become empty */
	size_t done_count;   /* that were taken */
	struct looks *looks; /* NULL: the plan has none */
	struct effort *efforts; /* by batch */
	/* By batch; NULL: not taken yet, or spilled. */
	struct agent_output **outputs;
	json_t **boots;      /* by batch: the name of its boot, or NULL */
	struct spill *spill; /* NULL: outputs stay in memory */
	json_t *changed;     /* host.changed of the result; NULL: nothing was */
	json_t *machine; /* environment.machine without vcpus, of all batches */
};

/*
 * Begin a collection. @build: environment.build; @config_sha256: of the kernel.
 * Returns NULL if out of memory. Plan, batches and venue must outlive it.
 */
struct collection *collection_new(const struct plan *plan,
				  struct batches *batches,
				  const struct venue *venue,
				  const json_t *build,
				  const char *config_sha256);
void collection_free(struct collection *c);

/*
 * Keep how the user wrote the run (request_json() in run/request.h); NULL: that
 * is not known.
 */
void collection_set_request(struct collection *c, json_t *request);

/* Keep what the run changed on the machine (host/session.h); NULL: nothing. */
void collection_set_changed(struct collection *c, json_t *changed);

/*
 * Put what is taken from now on on the disk, in the folder of the file @beside:
 * memory then holds the plan and where each cell is. Not of a plan with looks,
 * which compare what was taken before. Returns 0, or -1 with a message.
 */
int collection_spill(struct collection *c, const char *beside,
		     struct error *error);

/*
 * Take the output of batch @batch, measured on @machine (environment.machine
 * without vcpus), and free it with the collection. If it completes a round of a
 * plan with looks, the look is made. Returns 0, or -1 with a message if the
 * output does not belong to the others.
 */
int collection_take(struct collection *c, size_t batch,
		    struct agent_output *output, const json_t *machine,
		    const struct effort *effort, struct error *error);

/* A batch as a line of a partial file. Returns NULL if out of memory. */
json_t *collection_line(const struct collection *c, size_t batch);

/*
 * Take such a line, whose types partial_read() checked. Returns 0, or -1 with a
 * message. It is a partial_take (result/partial.h), so @collection has no type.
 */
int collection_take_line(void *collection, const json_t *line,
			 struct error *error);

/*
 * Make the result when all batches were taken. @wall_s: seconds that the run
 * took. Returns NULL with a message.
 */
json_t *collection_result(const struct collection *c, time_t started,
			  double wall_s, struct error *error);

/*
 * Store the result of a collection that has spilled, as store_result() does.
 * Returns 0, or -1 with a message.
 */
int collection_store(const struct collection *c, const char *path,
		     time_t started, double wall_s, struct error *error);

#endif
