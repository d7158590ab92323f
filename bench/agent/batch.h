/* SPDX-License-Identifier: GPL-2.0-only */
/* Measuring a batch: all samples of one boot. */
#ifndef AGENT_BATCH_H
#define AGENT_BATCH_H

#include <stdio.h>

/*
 * Read the lines of @batch, measure its samples, and write the output. Returns
 * EXIT_SUCCESS, also if samples failed, or EXIT_FAILURE after a message on
 * standard error.
 */
int batch_run(FILE *batch);

#endif
