/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the runs of a page were measured, and how to repeat them. */
#ifndef PAGE_ENVIRONMENT_H
#define PAGE_ENVIRONMENT_H

#include <stdio.h>

#include "report/page_contents.h"

/* What all runs share is written once, and then what differs. */
void page_write_environment(FILE *file, const struct page *page);

#endif
