/* SPDX-License-Identifier: GPL-2.0-only */
/* Probing whether a mode works on the running kernel. */
#ifndef AGENT_PROBE_H
#define AGENT_PROBE_H

/*
 * Try to attach in the mode @name without our module. Returns EXIT_SUCCESS, or
 * EXIT_FAILURE after one line on standard error that says what is missing. The
 * subscription lasts until the process ends.
 */
int probe(const char *name);

#endif
