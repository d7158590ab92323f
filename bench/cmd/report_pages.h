/* SPDX-License-Identifier: GPL-2.0-only */
/* The pages that mnbench report writes of a comparison and of a history. */
#ifndef REPORT_PAGES_H
#define REPORT_PAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"
#include "report/page_frame.h"

/*
 * Write a page to @folder: of BASE and NEW, the two @names, or of the history
 * of all runs in @names. @architectures: BASE and NEW may be of two. Return 0,
 * or -1 with a message.
 */
int report_comparison(char *const *names, bool architectures,
		      const char *folder, const struct page_frame *frame,
		      struct error *error);
int report_history(char *const *names, size_t count, const char *folder,
		   const struct page_frame *frame, struct error *error);

#endif
