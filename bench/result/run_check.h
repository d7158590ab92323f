/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Checks of what results, references and partial results say about their run:
 * venue, plan, and what the kernel of a batch reported. Each check returns 0,
 * or -1 with an error whose key is the path of the value.
 */
#ifndef RUN_CHECK_H
#define RUN_CHECK_H

#include <jansson.h>
#include <stdbool.h>

#include "lib/error.h"

/*
 * The members "venue", which this mnbench must know, and "unit", which must be
 * the venue's.
 */
int run_check_venue(const json_t *root, struct error *error);

/*
 * The member "plan" as docs/results.md describes it. @whole: no member may be
 * missing; otherwise only the name is required.
 */
int run_check_plan(const json_t *root, bool whole, struct error *error);

/* The members "kernel" and "release" in it, of the object at @path. */
int run_check_kernel(const json_t *object, const char *path,
		     struct error *error);

/* The members "log" and "tainted", if there are any, of the object at @path. */
int run_check_log(const json_t *object, const char *path, struct error *error);

/*
 * The member "request", if there is one, of the object at @path: how the user
 * wrote the plan and the kernel.
 */
int run_check_request(const json_t *object, const char *path,
		      struct error *error);

#endif
