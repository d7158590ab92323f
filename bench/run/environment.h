/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a run measures with: the venue, the kernel, and the agent and module
 * that go into it.
 */
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

#include <limits.h>
#include <stdbool.h>

#include "lib/error.h"
#include "lib/path.h"
#include "lib/sha256.h"
#include "plan/plan.h"
#include "plan/venue.h"

struct environment {
	const struct venue *venue;
	char suite_dir[PATH_MAX]; /* lib/suite_dir.h */
	char agent[PATH_ROOM];
	char kernel[PATH_MAX]; /* its name, or the running one's release */
	/* Of a guest; empty where the running kernel is measured: */
	char kernel_dir[PATH_MAX]; /* run/prepared_kernel.h */
	/* The running kernel has one only if the user asked for it. */
	char module[PATH_ROOM];
};

/*
 * Find everything that a run in @venue needs. @kernel: the name or folder of a
 * prepared kernel; NULL: the default one. Returns 0, or -1 with a message that
 * says what to do about what is missing.
 */
int environment_find(struct environment *environment, const char *suite_dir,
		     const struct venue *venue, const char *kernel,
		     struct error *error);

/*
 * Measure the running kernel with the module @module: a file, or "yes" for the
 * one that `make module` built for it. Check that it can be loaded. @early: it
 * need not be built yet. Returns 0, or -1 with a message.
 */
int environment_use_module(struct environment *environment, const char *module,
			   bool early, struct error *error);

/*
 * Check that every mode of @plan is available on the kernel, which the user
 * called @kernel (NULL: not at all). Returns 0, or -1 with a message.
 */
int environment_check_plan(const struct environment *environment,
			   const char *kernel, const struct plan *plan,
			   struct error *error);

/*
 * Check @plan against @kernel, which need not be prepared yet, and @module:
 * only the parts of them that exist are checked. NULL: nothing is. Returns 0,
 * or -1 with a message.
 */
int environment_check_early(const char *suite_dir, const struct venue *venue,
			    const char *kernel, const char *module,
			    const struct plan *plan, struct error *error);

/*
 * Write the SHA-256 of the kernel's configuration to @digest. Returns 0, or -1
 * with a message.
 */
int environment_config_sha256(const struct environment *environment,
			      char digest[SHA256_ROOM], struct error *error);

#endif
