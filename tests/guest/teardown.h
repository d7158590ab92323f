/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the parts of the suite teardown share.
 *
 *	teardown.c		detaches, and the end of a file or a buffer
 *	teardown_exit.c		exits and kills
 */
#ifndef TEARDOWN_H
#define TEARDOWN_H

#include "suites.h"

#define MS     1000000UL /* in ns */
#define SECOND (1000 * MS)
#define CHUNKS 40UL
/* What the processor needs beside waiting, also that of a debug kernel. */
#define MARGIN (500 * MS)

/* A device that takes as long as it can, and does one thing after the other. */
struct cell teardown_slow_cell(const char *mode);
/*
 * The same for a line of keys and values, without a workload. It may give the
 * latency.
 */
struct cell teardown_cell(const char *line);

/* Attach, and map a page in each of CHUNKS chunks. */
void teardown_fill_chunks(int fd, const struct cell *cell);

void teardown_by_exits(void);

#endif
