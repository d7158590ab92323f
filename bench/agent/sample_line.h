/* SPDX-License-Identifier: GPL-2.0-only */
/* The lines that the agent writes to standard output (docs/protocol.md). */
#ifndef AGENT_ANSWER_H
#define AGENT_ANSWER_H

#include <stddef.h>
#include <stdint.h>

#include "agent/sample.h"

/* A sample has no result. */
void print_error(uint64_t id, const char *message);

/* @layout: the variant that it was given; NULL: none. */
void print_sample(uint64_t id, uint64_t cell, const uint64_t *layout,
		  const struct sample *sample);

/* The last line; @log: from kernel_log_open(), which it closes. */
void print_end(size_t samples, unsigned long tainted, int log);

#endif
