/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The header of a partial result (result/partial.h): which run the batches in
 * the file are of. Batches belong together if their headers are alike.
 */
#ifndef PARTIAL_HEADER_H
#define PARTIAL_HEADER_H

#include <jansson.h>
#include <stddef.h>

#include "lib/error.h"
#include "plan/batch.h"
#include "plan/plan.h"
#include "plan/venue.h"

/* The member that becomes host.request of the result, if a header has it. */
#define PARTIAL_REQUEST "request"

/* A header that was read; all but @set is borrowed from its JSON. */
struct partial_header {
	const struct venue *venue;
	const char *config_sha256; /* of the kernel */
	const json_t *build;       /* environment.build of the result */
	const char *plan_name;     /* without folder and .ini */
	const char *plan_text;
	char **set; /* overrides "KEY=VALUE" of the plan */
	size_t set_count;
};

/* Make the header of a run. Returns NULL if out of memory. */
json_t *partial_header_make(const struct plan *plan,
			    const struct batches *batches,
			    const struct venue *venue, const json_t *build,
			    const char *config_sha256);

/*
 * Read a header that partial_read() returned, which checked it. Returns 0, or
 * -1 with a message if out of memory. partial_header_free() in either case.
 */
int partial_header_read(struct partial_header *header, const json_t *json,
			struct error *error);
void partial_header_free(struct partial_header *header);

/*
 * Return the key of the first member that keeps the batches of two headers
 * apart, such as "build"; NULL if they belong together.
 */
const char *partial_headers_differ(const json_t *a, const json_t *b);

#endif
