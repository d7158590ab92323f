/* SPDX-License-Identifier: GPL-2.0-only */
/* Where a run was measured, and how to measure it again. */
#ifndef PAGE_ENVIRONMENT_H
#define PAGE_ENVIRONMENT_H

#include <stdio.h>

#include "result/result.h"

void page_write_environment(FILE *file, const struct result *run);

#endif
