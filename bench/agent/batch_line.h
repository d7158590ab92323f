/* SPDX-License-Identifier: GPL-2.0-only */
/* Parsing the lines of a batch; docs/protocol.md describes them. */
#ifndef AGENT_BATCH_LINE_H
#define AGENT_BATCH_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/cell.h"

/* How the samples of a batch are measured: its first line, or else all 0. */
struct conditions {
	uint64_t timed;  /* memory layouts differ from sample to sample */
	uint64_t shared; /* others use this kernel: its state is left alone */
};

/*
 * Take "NAME=NUMBER" from the start of @line. Returns the rest of the line
 * behind the blank, or NULL if the line does not start so.
 */
const char *batch_line_number(const char *line, const char *name,
			      uint64_t *number);

/* Parse the line "batch ...". Returns false for any other line. */
bool batch_line_conditions(const char *line, struct conditions *conditions);

/*
 * The part of "sample ..." that describes the sample; NULL for any other line.
 */
char *batch_line_sample(char *line);

/* Parse the cell of that part. Returns 0, or -1 if it is not as it must be. */
int batch_line_cell(const char *line, struct cell *cell);

#endif
