/* SPDX-License-Identifier: GPL-2.0-only */
/* Describing the kernel that the agent runs on. */
#ifndef AGENT_KERNEL_DESCRIPTION_H
#define AGENT_KERNEL_DESCRIPTION_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Write the line of type `kernel` (docs/protocol.md). @timed: with the fields
 * that only timed venues have.
 */
void kernel_describe(FILE *out, bool timed);

#endif
