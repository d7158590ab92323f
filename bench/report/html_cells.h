/* SPDX-License-Identifier: GPL-2.0-only */
/* The tables of all cells of a page, with all that is known of each. */
#ifndef HTML_CELLS_H
#define HTML_CELLS_H

#include <stdio.h>

#include "report/page_contents.h"

void html_cells(FILE *file, const struct page *page);

#endif
