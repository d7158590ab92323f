/* SPDX-License-Identifier: GPL-2.0-only */
/* The overview of a page: a field for each cell, coloured by what it costs. */
#ifndef HTML_OVERVIEW_H
#define HTML_OVERVIEW_H

#include <stdio.h>

#include "report/page_contents.h"

void html_overview(FILE *file, const struct page *page);

#endif
