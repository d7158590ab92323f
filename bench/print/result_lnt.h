/* SPDX-License-Identifier: GPL-2.0-only */
/* A result as a report for LNT, LLVM's tracker of performance (docs/ci.md). */
#ifndef PRINT_RESULT_LNT_H
#define PRINT_RESULT_LNT_H

#include <jansson.h>

#include "result/result.h"

/*
 * Make a report of the test suite nts. @order: the revision by which LNT sorts
 * runs; NULL: the release of the kernel. Returns NULL out of memory.
 */
json_t *result_lnt(const struct result *result, const char *order);

#endif
