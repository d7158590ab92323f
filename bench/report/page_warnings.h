/* SPDX-License-Identifier: GPL-2.0-only */
/* The warnings that the page shows above the numbers of a run. */
#ifndef PAGE_WARNINGS_H
#define PAGE_WARNINGS_H

#include <stddef.h>
#include <stdio.h>

#include "result/result.h"

size_t page_count_failed(const struct result *run);

/* A failed A/A test, failed cells, and what the kernels logged; or nothing. */
void page_write_warnings(FILE *file, const struct result *run);

#endif
