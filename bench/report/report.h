/* SPDX-License-Identifier: GPL-2.0-only */
/* Writing a report: a folder with a page and figures of some runs. */
#ifndef REPORT_H
#define REPORT_H

#include <stddef.h>

#include "lib/error.h"
#include "report/page_contents.h"
#include "report/plots.h"
#include "result/result.h"

/*
 * Write a report on some runs to @folder: data/cells.csv, the data and the
 * pictures of all figures, and index.html. @frame: style and script. Equal
 * runs give equal folders. Returns 0, or -1 with a message.
 */
int report_write(const char *folder, const struct formats *formats,
		 struct result *const *runs, size_t count,
		 const struct plots *plots, const struct page_frame *frame,
		 struct error *error);

#endif
