/* SPDX-License-Identifier: GPL-2.0-only */
/* The answer that a page begins with, in sentences. */
#ifndef PAGE_ANSWER_H
#define PAGE_ANSWER_H

#include <stdio.h>

#include "report/page_contents.h"

void page_write_answer(FILE *file, const struct page *page);

#endif
