/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The lines that the agent writes to standard output; docs/protocol.md
 * describes them.
 */
#ifndef AGENT_OUTPUT_H
#define AGENT_OUTPUT_H

#include <stddef.h>
#include <stdint.h>

#include "agent/sample.h"

/* A sample begins. */
void output_start(uint64_t id);

/* A sample has no result, and why. */
void output_error(uint64_t id, const char *message);

/* A sample of @cell. @layout: the variant that it was given; NULL: none. */
void output_sample(uint64_t id, uint64_t cell, const uint64_t *layout,
		   const struct sample *sample);

/* The last line. @log is from kernel_log_open(), and is closed. */
void output_end(size_t samples, unsigned long tainted, int log);

#endif
