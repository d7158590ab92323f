/* SPDX-License-Identifier: GPL-2.0-only */
/* The page of a report: one HTML file with all pictures in it. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include <stdio.h>

#include "lib/error.h"
#include "report/page_contents.h"

/* Returns 0, or -1 with a message if a picture cannot be read. */
int page_write(FILE *file, const struct page *page, struct error *error);

#endif
