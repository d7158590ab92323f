/* SPDX-License-Identifier: GPL-2.0-only */
/* The request of a run: the venue and the plan that its options name. */
#ifndef REQUEST_H
#define REQUEST_H

#include <jansson.h>
#include <limits.h>

#include "lib/error.h"
#include "plan/batch.h"
#include "plan/plan.h"
#include "plan/venue.h"
#include "run/options.h"

struct request {
	char suite_dir[PATH_MAX]; /* lib/suite_dir.h */
	const struct venue *venue;
	struct plan *plan; /* in a timed venue with its A/A arms */
	struct batches *batches;
};

/*
 * Find the venue and load the plan that the options name, or the default ones.
 * Returns 0, or -1 with a message. request_free() in either case.
 */
int request_make(struct request *request, const struct run_options *options,
		 struct error *error);

/*
 * How the user wrote the plan and the kernel, as host.request of the result:
 * `plan`, `kernel` and `prepare`, null where there is none or JSON cannot hold
 * it. Returns NULL if out of memory.
 */
json_t *request_json(const struct request *request,
		     const struct run_options *options);
void request_free(struct request *request);

#endif
