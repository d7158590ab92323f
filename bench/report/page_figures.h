/* SPDX-License-Identifier: GPL-2.0-only */
/* The pictures of one run on the page. */
#ifndef PAGE_FIGURES_H
#define PAGE_FIGURES_H

#include <stdio.h>

#include "lib/error.h"
#include "report/page_contents.h"

/*
 * Write the pictures, which are read from the folder of the page, and what
 * plots the run has no data for. Returns 0, or -1 with a message.
 */
int page_write_figures(FILE *file, const struct page *page,
		       const struct section *section, struct error *error);

#endif
