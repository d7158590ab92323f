/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a run does to the machine that it measures: it changes settings and
 * loads our module, and takes both back, also when it is killed.
 */
#ifndef HOST_SESSION_H
#define HOST_SESSION_H

#include <jansson.h>
#include <stdbool.h>

#include "host/guardian.h"
#include "host/host_paths.h"
#include "lib/error.h"

struct host_session {
	struct host_paths paths;
	int lock; /* -1: nothing was changed */
	struct guardian guardian;
	json_t *changes;
	const char *module;
	unsigned long taint; /* before */
};

/*
 * Begin: load @module (NULL: none) and change @settings (as in host/change.h;
 * NULL: none). Returns 0, or -1 with an error, and then nothing is changed.
 */
int host_session_begin(struct host_session *session,
		       const struct host_paths *paths, const char *module,
		       const char *settings, struct error *error);

/*
 * What was done, for the result: {"settings": {PATH: {"before", "after"}},
 * "taint": {"before", "after"}}. Returns NULL if nothing was.
 */
json_t *host_session_json(const struct host_session *session);

/* Take it all back. Returns 0, or -1 with an error. */
int host_session_end(struct host_session *session, struct error *error);

/*
 * Take back what a run that was killed together with its guardian has left, and
 * say so. Wait up to 40 s for a run that ends. Returns 0, also if there was
 * nothing, or -1 with an error.
 */
int host_session_repair(const struct host_paths *paths, bool *any,
			struct error *error);

#endif
