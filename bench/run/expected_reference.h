/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether a run that is not yet measured will have a reference. */
#ifndef EXPECTED_REFERENCE_H
#define EXPECTED_REFERENCE_H

#include "lib/error.h"
#include "run/environment.h"
#include "run/request.h"

/*
 * Check that @folder has a reference for the plan and the venue of @request on
 * the prepared kernel of @environment, as far as can be known before anything
 * is measured: its plan, kernel, configuration, compiler and emulator. Returns
 * 0, or -1 with a message.
 */
int expected_reference_check(const char *folder, const struct request *request,
			     const struct environment *environment,
			     struct error *error);

#endif
