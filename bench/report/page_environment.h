/* SPDX-License-Identifier: GPL-2.0-only */
/* The page's account of where a run was measured and how to repeat it. */
#ifndef PAGE_ENVIRONMENT_H
#define PAGE_ENVIRONMENT_H

#include <stdio.h>

#include "result/result.h"

void page_write_environment(FILE *file, const struct result *run);

#endif
