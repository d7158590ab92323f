/* SPDX-License-Identifier: GPL-2.0-only */
/* The environments of the runs of a page, value by value. */
#ifndef ENVIRONMENT_LINES_H
#define ENVIRONMENT_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "report/page_contents.h"

struct environment_line {
	char *name;    /* "kernel release" */
	char **values; /* of each run; NULL: it does not have this */
	bool differs;
};

struct environment_lines {
	size_t count;
	struct environment_line *at;
	size_t run_count;
};

void environment_lines_make(struct environment_lines *lines,
			    const struct page *page);
void environment_lines_free(struct environment_lines *lines);

#endif
