/* SPDX-License-Identifier: GPL-2.0-only */
/* The page of a report. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "lib/error.h"
#include "report/plot.h"

struct formats {
	bool svg, png;
};

/* One run of the report, with the figures of each plot in plots->at's order. */
struct section {
	const struct result *run;
	char *name; /* "1-quick": its id on the page, and its name in cells.csv
		     */
	struct figures *figures;
};

struct page {
	const struct plots *plots;
	struct formats formats;
	const char *folder; /* where its pictures are */
	const char *style;  /* CSS */
	size_t count;
	struct section *sections;
};

/* Returns 0, or -1 with one line for the user in @error. */
int page_write(FILE *file, const struct page *page, struct error *error);

#endif
