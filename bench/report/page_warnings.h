/* SPDX-License-Identifier: GPL-2.0-only */
/* The warnings that a page shows above its numbers. */
#ifndef PAGE_WARNINGS_H
#define PAGE_WARNINGS_H

#include <stdio.h>

#include "report/page_contents.h"

/* Void runs, failed cells, defects in kernel logs, and unlike venues. */
void page_write_warnings(FILE *file, const struct page *page);

#endif
