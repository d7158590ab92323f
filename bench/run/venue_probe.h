/* SPDX-License-Identifier: GPL-2.0-only */
/* Finding out whether a venue works on this machine. */
#ifndef VENUE_PROBE_H
#define VENUE_PROBE_H

#include <stddef.h>

#include "lib/error.h"
#include "run/environment.h"

/*
 * Check what can be checked without a guest: whether the device of the venue is
 * there. Returns 0, or -1 with @error.
 */
int venue_probe_device(const char *suite_dir, const struct venue *venue,
		       struct error *error);

/*
 * Boot a guest like that of batch @batch in the @folder of the run, which
 * measures nothing, and wait until it has reported. Takes at most half a
 * minute. Returns STATUS_OK, STATUS_INTERRUPTED after a signal, or STATUS_BAD
 * with @error. stop_signals_block() must have been called.
 */
int venue_probe(const struct environment *environment, const char *folder,
		size_t batch, struct error *error);

#endif
