/* SPDX-License-Identifier: GPL-2.0-only */
/* The sentences that begin the output of `show`. */
#ifndef PRINT_FINDINGS_LIST_H
#define PRINT_FINDINGS_LIST_H

#include <stdio.h>

#include "result/result.h"

/* Print the weightiest findings of a result, a line each, if there are any. */
void findings_list(const struct result *result, FILE *to);

#endif
