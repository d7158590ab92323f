/* SPDX-License-Identifier: GPL-2.0-only */
/* The frame of every page: its head with the style, and its end. */
#ifndef PAGE_FRAME_H
#define PAGE_FRAME_H

#include <stdio.h>

/* What is written into each page, because a page loads nothing. */
struct page_frame {
	char *style;  /* CSS */
	char *script; /* JavaScript; a page is complete without it */
};

/*
 * Read page.css and page.js of the folder of the plots. A file that is missing
 * counts as empty. To be freed with page_frame_free().
 */
struct page_frame page_frame_load(const char *folder);
void page_frame_free(struct page_frame *frame);

/* Write all that comes before the contents of a page, which is <main>. */
void page_frame_begin(FILE *file, const struct page_frame *frame,
		      const char *title);

void page_frame_end(FILE *file, const struct page_frame *frame);

#endif
