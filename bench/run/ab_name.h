/* SPDX-License-Identifier: GPL-2.0-only */
/* The names of the results that mnbench ab keeps. */
#ifndef AB_NAME_H
#define AB_NAME_H

#include "lib/error.h"
#include "run/ab_side.h"
#include "run/environment.h"
#include "run/request.h"

/*
 * Write FOLDER/PLAN-VENUE-LABEL-CONFIG-KEY to side->result, with .json in an
 * exact venue. CONFIG and KEY are the first 8 digits of digests: of the
 * kernel's configuration, and of all that a result is of: the plan with its
 * overrides, the venue, the kernel, the module and the agent. So a tree that is
 * built again has the same name only if it is the same. Returns 0, or -1 with a
 * message.
 */
int ab_name(struct ab_side *side, const char *folder,
	    const struct request *request,
	    const struct environment *environment, struct error *error);

/*
 * Return true if the file at @path is the valid result of this request in this
 * environment.
 */
bool ab_is_kept(const char *path, const struct request *request,
		const struct environment *environment);

#endif
