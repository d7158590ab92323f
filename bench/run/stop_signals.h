/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The signals that end a run: SIGINT, SIGTERM and SIGHUP. They are blocked from
 * the moment that a run has something to clean up, so that it ends its guests
 * and keeps its batches before it ends itself.
 */
#ifndef STOP_SIGNALS_H
#define STOP_SIGNALS_H

#include <stdbool.h>

void stop_signals_block(void);

/* Return a descriptor from which they can be read, or -1 with errno. */
int stop_signals_open(void);

/* Wait up to @ms milliseconds; return true if one of them has come. */
bool stop_signals_wait(int fd, int ms);

/* Return true if one of them has come. It stays to be read. */
bool stop_signals_pending(void);

#endif
