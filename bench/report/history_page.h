/* SPDX-License-Identifier: GPL-2.0-only */
/* The history of a plan as a page. */
#ifndef HISTORY_PAGE_H
#define HISTORY_PAGE_H

#include "judge/history.h"
#include "lib/error.h"
#include "report/page_frame.h"

/*
 * Write index.html, and data/history.json, to a folder. Returns 0, or -1 with a
 * message.
 */
int history_page_write(const char *folder, const struct history *history,
		       const struct page_frame *frame, struct error *error);

#endif
