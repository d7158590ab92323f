/* SPDX-License-Identifier: GPL-2.0-only */
/* A comparison of two sides as a page. */
#ifndef COMPARE_PAGE_H
#define COMPARE_PAGE_H

#include "judge/comparison.h"
#include "lib/error.h"
#include "report/page_frame.h"

/*
 * Write index.html, and data/comparison.json, to a folder. @command: what
 * prints the same comparison on a terminal. Returns 0, or -1 with a message.
 */
int compare_page_write(const char *folder, const struct comparison *c,
		       const char *command, const struct page_frame *frame,
		       struct error *error);

#endif
