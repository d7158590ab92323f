/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a run may do to the machine that it measures: everything that can be
 * refused before it is done (host/session.h).
 */
#ifndef RUN_MACHINE_H
#define RUN_MACHINE_H

#include "lib/error.h"
#include "plan/venue.h"
#include "run/environment.h"
#include "run/options.h"

/* All functions return 0, or -1 with a message. */

/* Take back what a killed run has left: this run would measure it. */
int machine_repair(const struct venue *venue, struct error *error);

/* Check the settings (NULL: none) that the user wants; change nothing. */
int machine_check_settings(const struct venue *venue, const char *settings,
			   struct error *error);

/* Check them, and the module, which goes into @environment; load nothing. */
int machine_check(struct environment *environment,
		  const struct run_options *options, struct error *error);

/* Ask whether the module may be loaded, if the user wants it. */
int machine_confirm(const struct environment *environment,
		    const struct run_options *options, struct error *error);

#endif
