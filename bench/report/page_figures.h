/* SPDX-License-Identifier: GPL-2.0-only */
/* The pictures of all runs, each with its caption and its files. */
#ifndef PAGE_FIGURES_H
#define PAGE_FIGURES_H

#include <stdio.h>

#include "lib/error.h"
#include "report/page_contents.h"

/*
 * The pictures, and which plans have the data for the others. Returns 0, or -1
 * with a message if a picture cannot be read.
 */
int page_write_figures(FILE *file, const struct page *page,
		       struct error *error);

#endif
