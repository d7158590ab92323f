/* SPDX-License-Identifier: GPL-2.0-only */
/* Huge pages for the samples of a guest, whose kernel is the agent's own. */
#ifndef AGENT_HUGE_PAGES_H
#define AGENT_HUGE_PAGES_H

#include <stddef.h>

/*
 * Let the kernel have the huge pages that the sample of this line needs, and
 * take them back. Returns 0, or -1 with a message.
 */
int huge_pages_reserve(const char *line, char *message, size_t size);
void huge_pages_release(const char *line);

#endif
