/* SPDX-License-Identifier: GPL-2.0-only */
/* What was measured: the lines below the title of a page. */
#ifndef PAGE_RUNS_H
#define PAGE_RUNS_H

#include <stdio.h>

#include "report/page_contents.h"

void page_write_runs(FILE *file, const struct page *page);

#endif
