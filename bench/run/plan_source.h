/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the plan of a run comes from: a file that the user names, or the header
 * of a partial result. In a timed venue it gets its A/A arms.
 */
#ifndef PLAN_SOURCE_H
#define PLAN_SOURCE_H

#include <stddef.h>

#include "lib/error.h"
#include "plan/plan.h"
#include "plan/venue.h"
#include "run/partial_header.h"

/*
 * Load plan @name, a file or one of plans/ in @suite_dir, with @set_count
 * overrides "KEY=VALUE". Returns NULL with a message.
 */
struct plan *plan_of_name(const char *suite_dir, const char *name,
			  char *const *set, size_t set_count,
			  const struct venue *venue, struct error *error);

/* Load the plan that a header holds. Returns NULL with a message. */
struct plan *plan_of_header(const struct partial_header *header,
			    struct error *error);

#endif
