/* SPDX-License-Identifier: GPL-2.0-only */
/* Writing JSON, as far as the agent needs it. */
#ifndef AGENT_JSON_H
#define AGENT_JSON_H

#include <stdio.h>

/*
 * Write a string with its quotes. Bytes that are not printable ASCII become
 * "?".
 */
void json_write_string(FILE *out, const char *text);

#endif
