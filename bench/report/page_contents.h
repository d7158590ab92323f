/* SPDX-License-Identifier: GPL-2.0-only */
/* The contents of a report's page, which its parts are made from. */
#ifndef PAGE_CONTENTS_H
#define PAGE_CONTENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "report/page_frame.h"
#include "report/plots.h"
#include "report/sections.h"

/* The formats of pictures; at least one. */
struct formats {
	bool svg, png;
};

struct page {
	const struct plots *plots;
	struct formats formats;
	const char *folder; /* where the pictures are */
	const struct page_frame *frame;
	size_t count; /* of runs; at least one */
	const struct section *sections;
};

#endif
