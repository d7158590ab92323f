// SPDX-License-Identifier: GPL-2.0-only
/* The frames of the target's pages. */
#include "support/frames.h"

#include <errno.h>
#include <stdlib.h>

#include "support/area.h"
#include "support/page_state.h"

int frames_begin(struct activity *a)
{
	a->own = calloc(a->target_size / PAGE_BYTES, sizeof(uint64_t));
	return a->own ? 0 : -ENOMEM;
}

void frames_end(struct activity *a)
{
	free(a->own);
}

static bool store_frame(void *data, size_t page, uint64_t entry)
{
	uint64_t *frames = data;

	frames[page] = entry & PAGE_FRAME;
	return entry & PAGE_PRESENT;
}

int frames_prepare(struct activity *a)
{
	write_target(a);
	return target_expect_each(a, store_frame, a->own,
				  "some pages were not there before it");
}

static bool has_other_frame(void *data, size_t page, uint64_t entry)
{
	const uint64_t *frames = data;

	return (entry & PAGE_PRESENT) && (entry & PAGE_FRAME) != frames[page];
}

int frames_expect_others(struct activity *a)
{
	return target_expect_each(a, has_other_frame, a->own,
				  "some pages did not move");
}
