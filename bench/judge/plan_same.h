/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether two results measured the same plan. */
#ifndef PLAN_SAME_H
#define PLAN_SAME_H

#include <jansson.h>
#include <stdbool.h>

/*
 * Compare what two results say about their plans ("plan" in docs/results.md).
 * Comments and empty lines in the texts of the plans are left out.
 */
bool plan_same(const json_t *a, const json_t *b);

#endif
