/* SPDX-License-Identifier: GPL-2.0-only */
/* The little JSON that the agent writes; it reads none. */
#ifndef AGENT_JSON_H
#define AGENT_JSON_H

#include <stdio.h>

/* A string with its quotes; what is not printable ASCII becomes "?". */
void quote_json(FILE *f, const char *text);

#endif
