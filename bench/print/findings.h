/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a result shows, as sentences that are made from its cells. A sentence
 * has the words of the tables for modes, workloads and parameters, and figures
 * that are rounded to what is known.
 */
#ifndef PRINT_FINDINGS_H
#define PRINT_FINDINGS_H

#include "print/finding.h"

/*
 * Find what @result shows; it must outlive the findings, which findings_free()
 * ends.
 */
struct findings *findings_make(const struct result *result);

#endif
